import { expect, onTestFinished, test } from 'vitest';
import { startGate } from '../fixtures/running-gate.ts';
import { type Call, recordCalls, whyNoStrace } from '../fixtures/strace.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** The system calls of a gate, as strace saw them: what was on disk when a person was told, and when a request left. */

const SCANS = 30;
const noStrace = whyNoStrace();
const codeOf = (n: number) => `TEST-${String(n).padStart(4, '0')}`;

const isWal = ({ file }: Call) => file.endsWith('/kiosk.db-wal');
const isWrite = ({ name }: Call) => /^p?writev?(64|2)?$/.test(name);
const isSync = ({ name, text }: Call) => /^(fsync|fdatasync)$/.test(name) && / = 0$/.test(text);

test('each scan is synced to disk after its line was read, before its request leaves and before its event', async (ctx) => {
  ctx.skip(noStrace !== null, noStrace ?? '');
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  const record = recordCalls(
    'read,write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync'.split(','),
  );
  const gate = startGate({
    under: record.under,
    args: ['--drain-ms', '0'],
    env: {
      CONFERA_BASE_URL: sim.url,
      CONFERA_API_KEY: 'cat_demo_all',
      KIOSK_DATA_DIR: temporaryFolder(),
    },
  });
  // One after the other, then many at once, then with nobody to send them to.
  for (let n = 1; n <= SCANS; n += 1) {
    if (n === 21) {
      await told(20);
      await sim.close();
    }
    gate.child.stdin.write(`${codeOf(n)}\n`);
    if (n <= 10 || n > 20) await told(n);
  }
  gate.child.stdin.end();
  await gate.exited;
  const calls = record.read();

  let requests = 0;
  for (let n = 1; n <= SCANS; n += 1) {
    const holds = (call: Call) => call.text.includes(codeOf(n));
    const line = calls.find((call) => call.fd === 0 && call.name === 'read' && holds(call));
    const row = calls.find((call) => isWal(call) && isWrite(call) && holds(call));
    const event = calls.find((call) => call.fd === 1 && call.text.includes(`\\"n\\":${n},`));
    if (!line || !row || !event) throw new Error(`${codeOf(n)} is not in the record`);
    const sync = calls.find((call) => isWal(call) && isSync(call) && call.begun > row.ended);
    expect(row.begun).toBeGreaterThan(line.ended);
    expect(sync?.ended, codeOf(n)).toBeLessThan(event.begun);

    const request = calls.find((call) => call.file.startsWith('socket') && isRequest(call, n));
    if (!request) continue;
    requests += 1;
    expect(sync?.ended, codeOf(n)).toBeLessThan(request.begun);
  }
  expect(requests).toBeGreaterThanOrEqual(20);

  function told(n: number) {
    return gate.event(() => gate.events.filter(({ event }) => event === 'scan').length >= n);
  }
  function isRequest(call: Call, n: number) {
    return isWrite(call) && call.text.includes('POST ') && call.text.includes(codeOf(n));
  }
});
