// Runs the tests for a real Electron and writes what came of them to a file: `node run-suites.ts RESULTS [FILE …]`.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '../run-tests.ts';

const root = path.resolve(import.meta.dirname, '../..');
const [results = '', ...files] = process.argv.slice(2);

/** The suites that run on every driver. With an Electron named, they run on that alone. */
function driverSuites(): string[] {
  return globSync('test/{e2e,field}/*.test.ts', { cwd: root }).filter((file) =>
    readFileSync(path.join(root, file), 'utf8').includes('describeOnEveryDriver('),
  );
}

/** The packed app's own tests pack it around the Electron of the proof. */
const packed = process.env.PROOF_ELECTRON ? ['test/real-electron/'] : [];
const wanted = files.length > 0 ? files : [...driverSuites(), ...packed];
// The proof's user may not write into the sources.
const cache = path.join(tmpdir(), 'transformed');
const totals = await runTests(root, ['e2e', 'real-electron'], wanted, cache);
writeFileSync(results, JSON.stringify(totals));
process.exit(0);
