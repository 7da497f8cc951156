// A gate ran on a console without a screen of its own, and a badge had a control character in its code: one ended the
// gate, another quit it, a third changed the code into that of somebody else, who was checked in.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startGateOnTerminal, whyNoTerminal } from '../fixtures/pseudo-terminal.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

const why = whyNoTerminal();
const ROOT = path.resolve(import.meta.dirname, '../..');
const ETX = '\u0003';
const EOT = '\u0004';
const DELETE = '\u007f';

type How = Parameters<typeof startGateOnTerminal>[1];

async function gateAtConsole(how: How = {}, more: Record<string, string> = {}) {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const gate = await startGateOnTerminal(
    {
      HOME: temporaryFolder(),
      CONFERA_BASE_URL: simulator.url,
      CONFERA_API_KEY: 'cat_demo_all',
      KIOSK_DATA_DIR: temporaryFolder(),
      KIOSK_TIME_ZONE: 'Asia/Karachi',
      ...more,
    },
    how,
  );
  await gate.ready();
  const answer = (n: number) => gate.event((event) => event.event === 'scan' && event.n === n);
  const sent = () => simulator.journal().flatMap(({ code }) => code ?? []);
  return { gate, simulator, answer, sent };
}

describe.skipIf(why)(`at a console${why ? ` (skipped: ${why})` : ''}`, () => {
  test.each([
    ['ETX, which had ended the gate', 'TEST\u0003-1'],
    ['FS, which had quit it', 'TEST\u001c-1'],
    ['SUB, which had stopped it', 'TEST\u001a-1'],
    ['EOT, which had ended the input', 'TEST\u0004-1'],
    ['EOT before it', '\u0004TEST-1'],
    ['DEL, which had eaten a character', 'TEST-12\u007f3'],
    ['NAK, which had eaten its beginning', 'TEST-1\u0015TEST-2'],
    ['DC3, which had silenced the terminal', 'TEST-1\u00133'],
    ['a Tab', 'TEST-1\tTEST-2'],
  ])('a code with %s is refused, and the next badge gets in', async (_what, code) => {
    const { gate, answer, sent } = await gateAtConsole();
    await gate.scan(`${code}\r`);
    expect(await answer(1)).toMatchObject({ outcome: 'unreadable', reason: 'control-characters' });
    await gate.scan('TEST-7\r');
    expect(await answer(2)).toMatchObject({ outcome: 'checked-in' });
    expect(sent()).toEqual(['TEST-7']);
    await gate.press(EOT);
    expect(await gate.ended()).toMatchObject({ code: 0, restored: true });
  });

  test('a contact card is one refused scan there, too', async () => {
    const { gate, answer, sent } = await gateAtConsole();
    await gate.scan('BEGIN:VCARD\rFN:Ayesha Khan\rEND:VCARD\rTEST-1\r');
    expect(await answer(3)).toMatchObject({ outcome: 'unreadable' });
    expect(await answer(4)).toMatchObject({ outcome: 'checked-in' });
    expect(sent()).toEqual(['TEST-1']);
  });

  test('a person types a code, corrects it, sees it, and ends the gate with Ctrl-C', async () => {
    const { gate, answer, sent } = await gateAtConsole();
    await gate.press(`TEST-2${DELETE}1\r`);
    expect(await answer(1)).toMatchObject({ outcome: 'checked-in' });
    expect(sent()).toEqual(['TEST-1']);
    expect(gate.shown()).toContain('TEST-2\b \b1\r\n');
    await gate.press(`TES${ETX}`);
    expect(await gate.ended()).toMatchObject({ code: 0, restored: true });
    expect(gate.events.filter(({ event }) => event === 'scan')).toHaveLength(1);
  });

  test('Ctrl-C lets what is under way finish, and a second one ends the gate at once', async () => {
    const { gate, simulator } = await gateAtConsole();
    simulator.setFaults([{ fault: { kind: 'no-answer' }, on: 'all' }]);
    await gate.scan('TEST-1\r');
    await simulator.waitFor((journal) => journal.length === 1);
    await gate.press(`${ETX}${ETX}`);
    expect(await gate.ended()).toMatchObject({ code: -2, restored: true });
  });

  test('`npm run gate` ends with Ctrl-C, too', async () => {
    const command = ['npm', 'run', '-s', 'gate', '--prefix', ROOT];
    const { gate, answer } = await gateAtConsole({ command });
    await gate.scan(`TEST${ETX}-1\rTEST-2\r`);
    expect(await answer(2)).toMatchObject({ outcome: 'checked-in' });
    await gate.press(ETX);
    expect(await gate.ended()).toMatchObject({ code: 0, restored: true });
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const)(
    'the terminal is as it was after %s',
    async (signal) => {
      const { gate } = await gateAtConsole();
      process.kill(gate.pid, signal);
      expect(await gate.ended()).toMatchObject({ code: 0, restored: true });
    },
  );

  test('and after a fault in the gate itself', async () => {
    const fault = "process.on('SIGUSR2', () => { throw new Error('a fault') })";
    const { gate } = await gateAtConsole(
      {},
      { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}` },
    );
    process.kill(gate.pid, 'SIGUSR2');
    expect(await gate.ended()).toMatchObject({ restored: true });
    expect(gate.shown()).toContain('a fault');
  });

  test('a gate that was stopped and goes on takes all keys again', async () => {
    const { gate, answer } = await gateAtConsole();
    process.kill(gate.pid, 'SIGSTOP');
    // As a shell does for itself.
    execFileSync('stty', ['-F', gate.terminal, 'sane']);
    process.kill(gate.pid, 'SIGCONT');
    await gate.scan(`TEST${ETX}-1\r`);
    expect(await answer(1)).toMatchObject({ outcome: 'unreadable' });
  });

  test('a terminal that is taken away ends the gate, which loses no scan', async () => {
    const { gate, answer } = await gateAtConsole();
    await gate.scan('TEST-1\r');
    expect(await answer(1)).toMatchObject({ outcome: 'checked-in' });
    await gate.hangUp();
  });
});
