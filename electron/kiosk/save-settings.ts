import type { BridgeInput, BridgeOutput } from '../../shared/bridge/bridge.ts';
import { missing } from '../../shared/settings/setting-problem.ts';
import { countWaiting } from './count-waiting.ts';
import type { Kiosk } from './kiosk.ts';
import { coreToGetKey, differOnlyInKey } from './new-key.ts';
import { newPins } from './new-pins.ts';

/**
 * Saves what somebody has entered in the settings form, and restarts the core with it. Settings, key and PINs change
 * together or not at all. If the address changes while scans wait for the old one, the screen first has to say what
 * should become of them.
 *
 * A new key for the same address is tested first. If nothing else changes, the core runs on with it.
 */
export async function saveSettings(
  kiosk: Kiosk,
  { values, waitingScans, untestedKey = false }: BridgeInput<'saveSettings'>,
): Promise<BridgeOutput<'saveSettings'>> {
  const { changes } = kiosk.pin;
  const keyTrial = await tryKey(kiosk, values, untestedKey);
  if (keyTrial && !keyTrial.ok) {
    const { problem: why, mayGoUntested } = keyTrial;
    return { ok: false, problem: 'key-not-taken', why, mayGoUntested };
  }
  const pins = await newPins(kiosk, values);
  // Testing and hashing take a moment, during which somebody else may have set a PIN.
  if (changes !== kiosk.pin.changes) return { ok: false, problem: 'locked' };
  if (!Array.isArray(pins)) return { ok: false, problem: 'bad-setting', ...pins };
  const proposal = kiosk.settings.proposal(values);
  if (!proposal.ok) return { ...proposal, problem: 'bad-setting' };
  const { settings, saved } = proposal;
  if (!settings.staffPin && !kiosk.pin.isSet) {
    return { ok: false, problem: 'bad-setting', ...missing('staffPin') };
  }
  const from = kiosk.settings.forScreen.baseUrl;
  if (from !== null && from !== settings.baseUrl && waitingScans === null) {
    if (kiosk.isChanging) return { ok: false, problem: 'not-running' };
    const count = countWaiting(kiosk, from);
    if (count !== 0) return { ok: false, problem: 'scans-waiting', count };
  }
  // The core may have restarted during the test.
  if (keyTrial && kiosk.core !== keyTrial.core) return { ok: false, problem: 'not-running' };
  const before = kiosk.settings.forCore;
  try {
    kiosk.settings.save(saved, pins);
  } catch {
    return { ok: false, problem: 'not-written' };
  }
  for (const pin of pins) pin.take();
  if (keyTrial && before.ok && differOnlyInKey(before.settings, settings)) {
    keyTrial.use();
    return { ok: true };
  }
  if (keyTrial?.health) kiosk.tested.note(settings, keyTrial.health);
  // The settings are saved even if the core can't start with them; the state tells the screen about that.
  await kiosk.restart().catch(() => undefined);
  kiosk.tested.tell(kiosk.core, settings);
  return { ok: true };
}

/** Tests the key that was entered against the one in use; null if it doesn't replace one. */
async function tryKey(
  kiosk: Kiosk,
  values: BridgeInput<'saveSettings'>['values'],
  untested: boolean,
) {
  const proposal = kiosk.settings.proposal(values);
  const core = proposal.ok ? coreToGetKey(kiosk, proposal.settings) : null;
  if (!proposal.ok || !core) return null;
  const { apiKey, mode } = proposal.settings;
  return { core, ...(await core.tryKey(apiKey, { mode, untested })) };
}
