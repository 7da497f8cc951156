import type { Settings } from '../../shared/settings/settings.ts';
import { IN_ENGLISH, settingSentence } from '../../shared/words/problem-sentences.ts';
import type { StaffPin } from '../settings/staff-pin.ts';

/** Sets the PINs that the environment gives, those of them that aren't there yet. */
export async function setGivenPins(
  pin: StaffPin,
  { staffPin, stewardPin }: Pick<Settings, 'staffPin' | 'stewardPin'>,
): Promise<void> {
  if (staffPin && !pin.isSet) await pin.set(staffPin);
  if (!stewardPin || pin.stewardsIsSet) return;
  // The supervisor's may have been set on the screen since. The same one would open everything to stewards.
  if (await pin.isPinOf('supervisor', stewardPin)) {
    const problem = { setting: 'stewardPin', why: 'same-pin', source: 'environment' } as const;
    process.stderr.write(`${settingSentence(IN_ENGLISH, problem)}\n`);
    return;
  }
  await pin.set(stewardPin, 'steward');
}
