import { BadSettingError } from '../../electron/core/system/bad-setting.ts';
import { weaknessOf } from '../../electron/provisioning/passphrase.ts';
import { plainPassphrase } from '../../electron/provisioning/seal.ts';
import { LEAST, type PassphraseFault } from '../../shared/bridge/sheet.ts';
import { askSecret } from './ask-secret.ts';

const WEAKNESS: Readonly<Record<PassphraseFault, string>> = {
  short: `The passphrase must have at least ${LEAST.characters} characters: four words that have nothing to do with each other are good`,
  'few-digits': `A passphrase of digits alone must have at least ${LEAST.digits} of them`,
  simple: `The passphrase must have at least ${LEAST.different} different characters, and not in a row like abcdefgh or 87654321`,
};

/**
 * Gets the passphrase from `KIOSK_PASSPHRASE`, or asks for it twice at the terminal. It is never taken from a flag,
 * because other users of the machine could read it there.
 *
 * @param env `KIOSK_PASSPHRASE` is removed from it
 * @throws BadSettingError
 */
export async function takePassphrase(env: NodeJS.ProcessEnv): Promise<string> {
  const given = env.KIOSK_PASSPHRASE;
  delete env.KIOSK_PASSPHRASE;
  if (given) {
    const weakness = weaknessOf(given);
    if (weakness) throw new BadSettingError(`KIOSK_PASSPHRASE: ${WEAKNESS[weakness]}`);
    return given;
  }
  if (!process.stdin.isTTY) {
    throw new BadSettingError('Set KIOSK_PASSPHRASE, or run this at a terminal, which asks for it');
  }
  for (;;) {
    const typed = await askSecret('Passphrase for these codes (nothing is shown while you type): ');
    const weakness = weaknessOf(typed);
    if (weakness) process.stderr.write(`${WEAKNESS[weakness]}\n`);
    else if (plainPassphrase(await askSecret('The same once more: ')) === plainPassphrase(typed)) {
      return typed;
    } else process.stderr.write('The two are not the same. Try again.\n');
  }
}
