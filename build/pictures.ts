// `npm run pictures`: takes the pictures anew that test/screens/every-look.test.ts compares every screen with.
import path from 'node:path';
import { flagsOrExit } from '../electron/process/flags.ts';
import { endWith } from './end-with.ts';
import { runTests } from './run-tests.ts';

const HELP = `Takes a picture of every screen in five languages and four sizes, and replaces those in test/screens/pictures/.

  --help             show this

It takes about five minutes and needs Chromium. Look at what has changed before you commit it.
`;

const root = path.resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  flagsOrExit(HELP, {});
  process.env.KIOSK_TAKE_PICTURES = '1';
  const { failures } = await runTests(root, ['e2e'], ['test/screens/every-look.test.ts']);
  if (failures.length > 0) throw new Error(failures.join('\n'));
  process.stdout.write(`${path.join(root, 'test/screens/pictures')}\n`);
}

endWith(main(), 'pictures: ');
