// `npm run screenshots`: takes the pictures of README.md and docs/guide.md from running kiosks.
import path from 'node:path';
import { flagsOrExit } from '../electron/process/flags.ts';
import { endWith } from './end-with.ts';
import { runTests } from './run-tests.ts';

const HELP = `Takes the pictures of README.md and docs/guide.md from running kiosks, and replaces those in docs/pictures/.

  --output FOLDER    puts them there instead
  --help             show this

It takes two to three minutes and needs Chromium. test/screens/fixtures/document-pictures.ts lists the pictures.
`;

const root = path.resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const { values } = flagsOrExit(HELP, { output: { type: 'string' } });
  const folder = path.resolve(values.output ?? path.join(root, 'docs/pictures'));
  process.env.KIOSK_SCREENSHOTS = folder;
  const { failures } = await runTests(root, ['e2e'], ['test/screens/document-pictures.test.ts']);
  if (failures.length > 0) throw new Error(failures.join('\n'));
  process.stdout.write(`${folder}\n`);
}

endWith(main(), 'screenshots: ');
