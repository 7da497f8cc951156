import type { BridgeHandlers, BridgeInput, BridgeOutput } from '../../shared/bridge/bridge.ts';
import { VALID_DAYS } from '../../shared/bridge/sheet.ts';
import { weaknessOf } from '../provisioning/passphrase.ts';
import { sealHub } from '../provisioning/seal-hub.ts';
import { CannotHostError } from './cannot-host.ts';
import type { Kiosk } from './kiosk.ts';
import type { OwnHub } from './own-hub.ts';
import { saveSettings } from './save-settings.ts';

type Method =
  | 'getHubHost'
  | 'getHubPlaces'
  | 'hostHub'
  | 'stopHosting'
  | 'addHubDevice'
  | 'endHubAccess';

const DONE = { ok: true } as const;
const NOT_HOSTING = { ok: false, problem: 'not-hosting' } as const;
const NOT_RUNNING = { ok: false, problem: 'not-running' } as const;
const NOT_WRITTEN = { ok: false, problem: 'not-written' } as const;

/** What a supervisor does about a venue's hub that this kiosk hosts. */
export function hubHostHandlers(kiosk: Kiosk): Pick<BridgeHandlers, Method> {
  return {
    getHubHost: () => hubHost(kiosk),
    getHubPlaces: () => orCannotHost(() => hubPlaces(kiosk)),
    hostHub: (input) => orCannotHost(() => hostHub(kiosk, input)),
    stopHosting: async () => ({ ok: true, isKept: await kiosk.hubHost.stop() }),
    addHubDevice: (input) => orCannotHost(() => addHubDevice(kiosk, input)),
    endHubAccess: (input) => orCannotHost(() => endHubAccess(kiosk, input)),
  };
}

async function hubHost(kiosk: Kiosk): Promise<BridgeOutput<'getHubHost'>> {
  const { state } = kiosk.hubHost;
  if (state.is !== 'on') return { ok: true, ...state };
  const { hub } = state;
  const own = await kiosk.hubHost.own();
  return {
    ok: true,
    is: 'on',
    url: hub.url,
    port: hub.port,
    isAlone: own.isAlone(hub.listen),
    isUp: hub.isUp(),
    hasLostAddress: own.hasLost(hub.listen),
    devices: devicesOf(kiosk, own),
  };
}

/** Null if the list can't be read. The hub goes on by the one that it has. */
function devicesOf({ settings }: Kiosk, own: OwnHub) {
  const self = settings.forScreen.hubJoin?.device;
  try {
    return own
      .devices()
      .map(({ id, name, joinedAt }) => ({ id, name, joinedAt, isThis: id === self }));
  } catch (error) {
    if (error instanceof CannotHostError) return null;
    throw error;
  }
}

async function hubPlaces(kiosk: Kiosk): Promise<BridgeOutput<'getHubPlaces'>> {
  const own = await kiosk.hubHost.own();
  return elsewhere(kiosk, own) ?? { ok: true, ...own.places() };
}

async function hostHub(
  kiosk: Kiosk,
  { listen }: BridgeInput<'hostHub'>,
): Promise<BridgeOutput<'hostHub'>> {
  const { hubHost, settings } = kiosk;
  if (kiosk.isChanging || !settings.forCore.ok) return NOT_RUNNING;
  const own = await hubHost.own();
  const other = elsewhere(kiosk, own);
  if (other) return other;
  const hostedBefore = hubHost.isHosting;
  const why = await hubHost.host(listen);
  if (why) return { ok: false, problem: 'cannot-host', why };
  const refused = await joinSelf(kiosk, own);
  if (refused && !hostedBefore) await hubHost.stop();
  if (refused) return refused;
  return { ok: true, isKept: hubHost.keep() };
}

/** Why this kiosk can't join its own hub; null if it has joined that, or none. */
function elsewhere({ settings }: Kiosk, own: OwnHub) {
  const { hubJoin } = settings.forScreen;
  if (!hubJoin) return null;
  const relation = own.relationOf(hubJoin);
  const isGiven = settings.joinLineIsGiven;
  // A line that comes with each start can't be replaced by a good one.
  if (relation === 'other' || (isGiven && relation === 'own-no-access')) {
    return { ok: false, problem: 'joined-elsewhere', isGiven } as const;
  }
  return null;
}

/** Has this kiosk join its own hub, unless it has a line for it that leads there. */
async function joinSelf(kiosk: Kiosk, own: OwnHub) {
  const { settings } = kiosk;
  const before = settings.forScreen.hubJoin;
  const relation = before && own.relationOf(before);
  if (relation === 'own' || settings.joinLineIsGiven) return null;
  if (before && relation === 'own-moved') await own.endAccess(before.device);
  const { line, device } = await own.joinSelf(settings.forScreen.location ?? '');
  const saved = await saveSettings(kiosk, { values: { hubJoin: line }, waitingScans: null });
  if (saved.ok) return null;
  // Nobody has its line.
  await own.endAccess(device.id);
  return saved.problem === 'locked' || saved.problem === 'not-running' ? saved : NOT_WRITTEN;
}

async function addHubDevice(
  kiosk: Kiosk,
  { name, passphrase }: BridgeInput<'addHubDevice'>,
): Promise<BridgeOutput<'addHubDevice'>> {
  if (kiosk.hubHost.state.is !== 'on') return NOT_HOSTING;
  const weakness = weaknessOf(passphrase);
  // Before anything is joined in vain.
  if (weakness) return { ok: false, problem: 'weak-passphrase', why: weakness };
  const own = await kiosk.hubHost.own();
  const joined = await own.join(name);
  if (!joined.ok) return { ok: false, problem: 'bad-name', why: joined.why };
  const { line, device, isInForce } = joined;
  const days = VALID_DAYS.usual;
  const code = await sealHub(line, passphrase, { now: kiosk.clock.now(), days });
  kiosk.core?.log.info({ device: device.id }, 'staff joined a device to the hub');
  return { ok: true, name: device.name, isInForce, ...code };
}

async function endHubAccess(
  kiosk: Kiosk,
  { id }: BridgeInput<'endHubAccess'>,
): Promise<BridgeOutput<'endHubAccess'>> {
  if (kiosk.hubHost.state.is !== 'on') return NOT_HOSTING;
  if (id === kiosk.settings.forScreen.hubJoin?.device) return { ok: false, problem: 'own-device' };
  const own = await kiosk.hubHost.own();
  const isInForce = await own.endAccess(id);
  kiosk.core?.log.info({ device: id, isInForce }, "staff ended a device's access to the hub");
  return isInForce ? DONE : { ok: false, problem: 'not-in-force' };
}

/** Answers with what a person has to put right, if there is something. */
async function orCannotHost<T>(work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CannotHostError)) throw error;
    return { ok: false, problem: 'cannot-host', why: error.problem } as const;
  }
}
