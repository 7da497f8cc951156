import type { BridgeInput } from '../../shared/bridge/bridge.ts';
import type { SettingProblem } from '../../shared/settings/setting-problem.ts';
import { trimmed } from '../../shared/text/trimmed.ts';
import type { PinChange } from '../settings/pin-hash.ts';
import type { Kiosk } from './kiosk.ts';

type Values = BridgeInput<'saveSettings'>['values'];

/**
 * Prepares the PINs that somebody has entered, which takes a moment. An empty steward's PIN takes it away. What is wrong
 * with other settings isn't told here.
 *
 * @returns the changes to write, or which PIN is the same as the one that stays
 */
export async function newPins(
  { settings, pin }: Kiosk,
  values: Values,
): Promise<PinChange[] | SettingProblem> {
  const proposal = settings.proposal(values);
  if (!proposal.ok) return [];
  const staffPin = values.staffPin ? proposal.settings.staffPin : null;
  const stewardPin = values.stewardPin ? proposal.settings.stewardPin : null;
  // One that the environment gives stays, whatever the screen says.
  const dropsStewards =
    values.stewardPin !== undefined &&
    trimmed(values.stewardPin) === '' &&
    proposal.settings.stewardPin === null;
  // Two that were typed have been compared with the other settings. One of them is compared with the other one's hash.
  if (stewardPin !== null && staffPin === null && (await pin.isPinOf('supervisor', stewardPin))) {
    return samePin('stewardPin');
  }
  if (staffPin !== null && stewardPin === null && !dropsStewards) {
    if (await pin.isPinOf('steward', staffPin)) return samePin('staffPin');
  }
  return Promise.all([
    ...(staffPin === null ? [] : [pin.prepare(staffPin)]),
    ...(stewardPin === null ? [] : [pin.prepare(stewardPin, 'steward')]),
    ...(dropsStewards ? [pin.prepareWithoutStewards()] : []),
  ]);
}

function samePin(setting: 'staffPin' | 'stewardPin'): SettingProblem {
  return { setting, why: 'same-pin', source: 'saved' };
}
