// `npm test` checks everything: format, lint, types and tests. `npm run check` is the same with `--quick`: it leaves
// out every test that starts a program or a browser, or takes long. With `--dead-hub` it runs the integration tests alone,
// on devices that have joined a hub that nobody answers for: it must take nothing from them. The last lines name what
// failed, and the very last one says how many checks passed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { flagsOrExit, refuse } from '../electron/process/flags.ts';
import { proveOnEachElectron } from './electron-proof/in-all-tests.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { NOTHING, runTests, type Totals } from './run-tests.ts';
import { ensureTestPrograms } from './test-programs.ts';
import { ensureTestServers } from './test-servers.ts';

const HELP = `Checks the code. The last line is "N passed, N failed, N skipped"; exit code 0 means that nothing failed.

  npm run check    format, lint, types and the quick unit tests: about 20 seconds on two cores
  npm test         all of that, then every other test, up to a real Chromium: about an hour. If
                   "npm run electron-proof" has run here or CI is set, its tests as well
  npm test -- --dead-hub
                   the integration tests alone, with every device joined to a hub that doesn't answer: none may notice
  --help           show this

npx vitest run FILE runs one file alone: CONTRIBUTING.md has more.
`;

const { values } = flagsOrExit(HELP, {
  quick: { type: 'boolean' },
  'dead-hub': { type: 'boolean' },
});
const quick = values.quick === true;
const deadHub = values['dead-hub'] === true;
if (quick && deadHub) refuse('--quick and --dead-hub are different checks: choose one');
// The tests' fixtures look for it, in this process and in those that they start.
if (deadHub) process.env.KIOSK_TEST_DEAD_HUB = '1';
const root = path.resolve(import.meta.dirname, '..');

/** What failed, with the first line of the reason. This is printed last, because people read the end of a long log. */
const failures: string[] = [];

/** Runs one of the locked tools on this Node, and shows what it said once it has ended. */
async function toolPasses(name: string, script: string, args: string[]): Promise<boolean> {
  const program = path.join(root, 'node_modules', ...script.split('/'));
  const tool = spawn(process.execPath, [program, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  for (const output of [tool.stdout, tool.stderr]) output.on('data', (chunk) => said.push(chunk));
  const [code] = await once(tool, 'close');
  process.stdout.write(Buffer.concat(said));
  console.log(`${code === 0 ? 'ok' : 'FAILED'}: ${name}`);
  if (code !== 0) failures.push(name);
  return code === 0;
}

async function runTools(): Promise<Omit<Totals, 'failures'>> {
  const results = await Promise.all([
    toolPasses('format and lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings']),
    toolPasses('types', 'typescript/bin/tsc', ['-b']),
  ]);
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

if (!quick && !deadHub) console.log('Running everything: this takes about an hour.');
const toolsRun = deadHub ? Promise.resolve(NOTHING) : runTools();
// The quick tests run beside them. Tests that measure time get the machine to themselves.
if (!quick) await toolsRun;
const everything = ['unit', 'slow-unit', 'integration', 'package', 'e2e'];
const projects = deadHub ? ['integration'] : quick ? ['unit'] : everything;
const noBrowser = !quick && !deadHub && ensureChromium() === null;
if (!quick) {
  ensureTestPrograms();
  ensureTestServers();
}
const tests = await runTests(root, noBrowser ? projects.slice(0, -1) : projects);
failures.push(...tests.failures);
const tools = await toolsRun;
const proofs = quick || deadHub ? NOTHING : await proveOnEachElectron(root, process.env);
failures.push(...proofs.failures);
// Tests that could not run did not pass.
const failed = tools.failed + tests.failed + proofs.failed + (noBrowser ? 1 : 0);
const passed = tools.passed + tests.passed + proofs.passed;
const skipped = tests.skipped + proofs.skipped;
if (noBrowser) failures.push('no Chromium: the end-to-end tests were not run');
for (const failure of failures) console.log(`FAILED: ${failure}`);
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`, () =>
  process.exit(failed === 0 ? 0 : 1),
);
