import type { Settings } from '../../shared/settings/settings.ts';
import { IN_ENGLISH, settingSentence } from '../../shared/words/problem-sentences.ts';
import { writeTogether } from '../core/system/durable-file.ts';
import type { StaffPin } from '../settings/staff-pin.ts';

/** The stewards' kept PIN goes if it is the same, since it would open everything to them. */
async function setSupervisors(pin: StaffPin, given: string): Promise<void> {
  if (await pin.isPinOf('steward', given)) {
    const without = await pin.prepareWithoutStewards();
    writeTogether([without]);
    without.take();
    sayTheSame();
  }
  await pin.set(given);
}

function sayTheSame() {
  const problem = { setting: 'stewardPin', why: 'same-pin', source: 'environment' } as const;
  process.stderr.write(`${settingSentence(IN_ENGLISH, problem)}\n`);
}

/** Sets the PINs that the environment gives, those of them that aren't there yet. */
export async function setGivenPins(
  pin: StaffPin,
  { staffPin, stewardPin }: Pick<Settings, 'staffPin' | 'stewardPin'>,
): Promise<void> {
  if (staffPin && !pin.isSet) await setSupervisors(pin, staffPin);
  if (!stewardPin || pin.stewardsIsSet) return;
  // The supervisor's may have been set on the screen since. The same one would open everything to stewards.
  if (await pin.isPinOf('supervisor', stewardPin)) {
    sayTheSame();
    return;
  }
  await pin.set(stewardPin, 'steward');
}
