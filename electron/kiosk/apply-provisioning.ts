import type { BridgeInput, BridgeOutput } from '../../shared/bridge/bridge.ts';
import { bareCode } from '../../shared/scan/parse-code.ts';
import { missing } from '../../shared/settings/setting-problem.ts';
import { SETTINGS } from '../../shared/settings/settings.ts';
import { type ReadCode, readCode } from '../provisioning/code-text.ts';
import { type Contents, type HubContents, isHubAlone } from '../provisioning/contents.ts';
import { openCode } from '../provisioning/seal.ts';
import { tryConnection } from './connection-test.ts';
import { joinedHub } from './joined-hub.ts';
import type { Kiosk } from './kiosk.ts';
import { saveSettings } from './save-settings.ts';

type Answer = BridgeOutput<'applyProvisioning'>;
type Refusal = Exclude<Answer, { ok: true }>;

/** Tells whether a text is a provisioning code, and whether it came whole. */
export function readProvisioning(
  kiosk: Kiosk,
  { code }: BridgeInput<'readProvisioning'>,
): BridgeOutput<'readProvisioning'> {
  const read = readBare(kiosk, code);
  return read.ok ? { ok: true, needsPin: !kiosk.pin.isSet } : read;
}

/**
 * Opens a provisioning code, and saves what it brings as if somebody had typed it: after a test of the connection, all or
 * nothing, and without a gap if only the key is new. A kiosk that is set up stays with its address and conference. One code
 * brings nothing but a hub, to a kiosk that is set up.
 */
export async function applyProvisioning(
  kiosk: Kiosk,
  { code, passphrase, pin }: BridgeInput<'applyProvisioning'>,
): Promise<Answer> {
  const read = readBare(kiosk, code);
  if (!read.ok) return read;
  const { changes } = kiosk.pin;
  const newPin = kiosk.pin.isSet ? '' : (pin ?? '');
  const badPin = kiosk.pin.isSet ? null : pinProblem(newPin);
  // Nobody should wait for a passphrase that was wrong only because the PIN was.
  if (badPin) return badPin;

  const opened = await openInTurn(kiosk, read, passphrase);
  if (!opened.ok) return opened;
  const { contents } = opened;
  if (isHubAlone(contents)) return joinHub(kiosk, contents, changes);
  const problem = whyNotHere(kiosk, contents);
  if (problem) return { ok: false, problem };
  const failed = await testFirst(kiosk, contents);
  if (failed) return failed;
  // Somebody else may have set this kiosk up in the meantime, or changed its PIN.
  if (changes !== kiosk.pin.changes) return { ok: false, problem: 'locked' };
  const saved = await saveSettings(kiosk, {
    values: valuesOf(contents, newPin),
    waitingScans: null,
  });
  // The environment may give others.
  const { location, purpose } = kiosk.settings.forScreen;
  return answerTo(saved, location ?? contents.location, purpose);
}

/**
 * Joins the hub of a code that brings nothing else.
 *
 * @param changes how often a PIN had changed before the code was opened
 */
async function joinHub(kiosk: Kiosk, { hub }: HubContents, changes: number): Promise<Answer> {
  const { settings, pin } = kiosk;
  if (!settings.forCore.ok) return { ok: false, problem: 'hub-alone' };
  if (settings.joinLineIsGiven) return { ok: false, problem: 'hub-from-outside' };
  if (changes !== pin.changes) return { ok: false, problem: 'locked' };
  const saved = await saveSettings(kiosk, { values: { hubJoin: hub }, waitingScans: null });
  if (!saved.ok) return refusalOf(saved);
  const joined = joinedHub(kiosk);
  return joined ? { ok: true, brought: 'hub', hub: joined } : { ok: false, problem: 'locked' };
}

/** Reads a code without what this device's scanners put around it. */
function readBare(kiosk: Kiosk, text: string): ReadCode {
  const { scannerPrefix: prefix, scannerSuffix: suffix } = kiosk.settings.forScreen;
  return readCode(bareCode(text, { prefix, suffix }));
}

async function openInTurn(
  kiosk: Kiosk,
  { code }: Extract<ReadCode, { ok: true }>,
  passphrase: string,
): Promise<{ ok: true; contents: Contents | HubContents } | Refusal> {
  const { mayTry, waitMs } = kiosk.passphraseTries.begin();
  if (!mayTry) return { ok: false, problem: 'wrong-passphrase', tried: false, waitMs };
  const opened = await openCode(code, passphrase, kiosk.clock.now());
  if (!opened.ok) {
    const { problem } = opened;
    if (problem === 'wrong-passphrase') return { ok: false, problem, tried: true, waitMs };
    kiosk.passphraseTries.succeed();
    return { ok: false, problem };
  }
  kiosk.passphraseTries.succeed();
  return opened;
}

/** Why this kiosk doesn't take the code; null if it may. */
function whyNotHere({ settings }: Kiosk, { address }: Contents) {
  const isGiven = settings
    .view()
    .some(({ name, editable }) => !editable && (name === 'baseUrl' || name === 'apiKey'));
  if (isGiven) return 'given-from-outside' as const;
  const { baseUrl } = settings.forScreen;
  const isHere = baseUrl === null || baseUrl === SETTINGS.baseUrl.schema.parse(address);
  return isHere ? null : ('other-event' as const);
}

/** Tests the connection of a kiosk that isn't running. Otherwise saving tests whether the key is new and good. */
async function testFirst(kiosk: Kiosk, { address, key }: Contents): Promise<Refusal | null> {
  if (kiosk.core && kiosk.settings.forCore.ok) return null;
  const { mode } = kiosk.settings.forScreen;
  const tested = await tryConnection(kiosk, { baseUrl: address, apiKey: key, mode });
  if (tested.ok) return null;
  if (tested.problem === 'bad-setting' || tested.problem === 'locked') return tested;
  if (tested.problem === 'other-conference') return { ok: false, problem: 'other-event' };
  return { ok: false, problem: 'not-connected', why: tested.problem };
}

/** The texts as somebody would type them. A code without a hub leaves a device with the one that it has. */
function valuesOf(contents: Contents, staffPin: string) {
  const { address, key, location, purpose, timeZone, language, event, hub } = contents;
  return {
    baseUrl: address,
    apiKey: key,
    location,
    purpose,
    timeZone,
    language,
    ...(event !== null && { eventName: event }),
    ...(hub !== null && { hubJoin: hub }),
    ...(staffPin !== '' && { staffPin }),
  };
}

function answerTo(
  saved: BridgeOutput<'saveSettings'>,
  location: string,
  purpose: Contents['purpose'],
): Answer {
  return saved.ok ? { ok: true, brought: 'set-up', location, purpose } : refusalOf(saved);
}

function refusalOf(saved: Exclude<BridgeOutput<'saveSettings'>, { ok: true }>): Refusal {
  switch (saved.problem) {
    case 'key-not-taken':
      if (saved.why === 'other-conference') return { ok: false, problem: 'other-event' };
      return { ok: false, problem: 'not-connected', why: saved.why };
    // Only another address makes scans wait for the old one.
    case 'scans-waiting':
      return { ok: false, problem: 'other-event' };
    default:
      return saved;
  }
}

function pinProblem(pin: string): Refusal | null {
  if (SETTINGS.staffPin.schema.safeParse(pin).success) return null;
  const problem = missing('staffPin');
  return { ok: false, problem: 'bad-setting', ...problem, ...(pin && { why: 'not-accepted' }) };
}
