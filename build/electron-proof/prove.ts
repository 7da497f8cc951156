import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NOTHING, runTests, sumOf, type Totals } from '../run-tests.ts';
import { ensureTestPrograms, missingForProof } from '../test-programs.ts';
import { UnavailableError } from '../unavailable.ts';
import { cacheFolder } from './pinned-package.ts';
import { prepareElectron } from './prepare-electron.ts';
import { openSession, type Session } from './session.ts';
import { stageForProof } from './stage-app.ts';

/** What is shown with the numbers, so that nobody takes them for more than they are. */
export const LIMITS_OF_33 =
  'electron 33 has Chromium 130, Node 20 and better-sqlite3 11. It proves nothing about Node 24, better-sqlite3 13 or newer Chromium.';

const NODE = [process.execPath, '--disable-warning=ExperimentalWarning'];
const HERE = import.meta.dirname;

/** Installs the app that is packed around Electron 33 with apt-get, as root and with a network. */
const CLEAN_DEBIAN = 'test/package/clean-debian.test.ts';

/**
 * Runs the tests for a real Electron on Electron 33: in a session, and then those in a clean Debian.
 *
 * @param files parts of the paths of the test files to run; none means all
 * @throws UnavailableError if this machine lacks what that takes
 */
export async function proveOnElectron33(root: string, files: readonly string[]): Promise<Totals> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new UnavailableError('The proof needs Linux on x64: run it there.');
  }
  const inSession = files.filter((file) => !CLEAN_DEBIAN.includes(file));
  const onlyDebian = files.length > 0 && inSession.length === 0;
  const withDebian = files.length === 0 || inSession.length < files.length;
  return sumOf([
    onlyDebian ? NOTHING : await proveSuitesOn33(root, inSession),
    withDebian ? await runTests(root, ['clean-debian']) : NOTHING,
  ]);
}

function proveSuitesOn33(root: string, files: readonly string[]): Promise<Totals> {
  return proveInSession(root, files, async (session) => {
    const { distribution, sqlite } = await prepareElectron(cacheFolder(process.env));
    const app = path.join(session.folder, 'app');
    stageForProof(root, sqlite, app);
    const prepared = session.show('electron-33', path.dirname(distribution));
    const electron = path.join(prepared, path.basename(distribution));
    return {
      PROOF_PROGRAM: path.join(electron, 'electron'),
      PROOF_ELECTRON: electron,
      PROOF_SQLITE: path.join(prepared, path.basename(sqlite)),
      PROOF_APP: app,
      PROOF_ROUNDS: process.env.PROOF_ROUNDS ?? '',
      PROOF_SOAK_MINUTES: process.env.PROOF_SOAK_MINUTES ?? '',
    };
  });
}

/**
 * Runs the suites that run on every driver on the Electron that the kiosk is made for.
 *
 * @param program its program
 * @throws UnavailableError if this machine lacks what that takes
 */
export async function proveOnElectron45(root: string, program: string): Promise<Totals> {
  if (process.platform === 'linux') {
    return proveInSession(root, [], async (session) => {
      const shown = session.show('electron-45', path.dirname(program));
      return { PROOF_PROGRAM: path.join(shown, path.basename(program)) };
    });
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'confera-proof-'));
  const results = path.join(folder, 'results.json');
  try {
    const [node = '', ...args] = [...NODE, path.join(HERE, 'run-suites.ts'), results];
    const env = { ...process.env, PROOF_PROGRAM: program };
    await once(spawn(node, args, { cwd: root, env, stdio: ['ignore', 1, 2] }), 'exit');
    return readResults(results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param layOut makes what the tests need, and returns what their environment says of it */
async function proveInSession(
  root: string,
  files: readonly string[],
  layOut: (session: Session) => Promise<Record<string, string>>,
): Promise<Totals> {
  ensureTestPrograms();
  const missing = missingForProof();
  if (missing) throw new UnavailableError(missing);
  const session = openSession();
  try {
    const env = await layOut(session);
    const checkout = session.show('checkout', root);
    const inside = (file: string) => path.join(checkout, path.relative(root, file));
    const [node = '', ...flags] = NODE;
    const typescript = [inside(node), ...flags];
    const results = path.join(session.folder, 'tmp', 'results.json');
    const kept = path.join(session.folder, 'tmp', 'kept');
    const screen = [...typescript, inside(path.join(HERE, 'on-a-screen.ts'))];
    const suites = [...typescript, inside(path.join(HERE, 'run-suites.ts')), results, ...files];
    await session.run(checkout, [...screen, ...suites], { ...env, PROOF_KEEP: kept });
    const keep = process.env.PROOF_KEEP;
    if (keep && existsSync(kept)) cpSync(kept, keep, { recursive: true });
    return readResults(results);
  } finally {
    session.end();
  }
}

function readResults(file: string): Totals {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const failures = ['the tests on Electron did not come to their end; the reason stands above'];
    return { passed: 0, failed: 1, skipped: 0, failures };
  }
}
