import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Totals } from '../run-tests.ts';
import { ensureTestPrograms, missingForProof } from '../test-programs.ts';
import { cacheFolder } from './pinned-package.ts';
import { prepareElectron } from './prepare-electron.ts';
import { openSession } from './session.ts';
import { stageForProof } from './stage-app.ts';
import { UnavailableError } from './unavailable.ts';

/**
 * Runs the suites for a real Electron on Electron 33.
 *
 * @param files parts of the paths of the test files to run; none means all
 * @throws UnavailableError if this machine lacks what that takes
 */
export async function proveOnElectron33(root: string, files: readonly string[]): Promise<Totals> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new UnavailableError('The proof needs Linux on x64: run it there.');
  }
  ensureTestPrograms();
  const missing = missingForProof();
  if (missing) throw new UnavailableError(missing);
  const session = openSession();
  try {
    const cache = cacheFolder(process.env);
    const { distribution, sqlite } = await prepareElectron(cache);
    const app = path.join(session.folder, 'app');
    stageForProof(root, sqlite, app);
    const checkout = session.show('checkout', root);
    const prepared = session.show('electron-33', path.dirname(distribution));
    const results = path.join(session.folder, 'tmp', 'results.json');
    const node = path.join(checkout, path.relative(root, process.execPath));
    const typescript = [node, '--disable-warning=ExperimentalWarning'];
    const place = path.join(checkout, 'build', 'electron-proof');
    const run = [...typescript, path.join(place, 'run-suites.ts'), results, ...files];
    await session.run(checkout, [...typescript, path.join(place, 'on-a-screen.ts'), ...run], {
      PROOF_ELECTRON: path.join(prepared, 'electron'),
      PROOF_SQLITE: path.join(prepared, 'node_modules'),
      PROOF_APP: app,
      PROOF_ROUNDS: process.env.PROOF_ROUNDS ?? '',
    });
    return readResults(results);
  } finally {
    session.end();
  }
}

function readResults(file: string): Totals {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const failures = ['the session ended before its tests did; its words stand above'];
    return { passed: 0, failed: 1, skipped: 0, failures };
  }
}
