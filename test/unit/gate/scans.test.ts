import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readPipe } from '../../../electron/gate/lines.ts';
import { readScans, type ScannedLine } from '../../../electron/gate/scans.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';

const CARD = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ayesha Khan\r\nTEL:1\r\nEND:VCARD\r\n';

/** An input that a test writes to, and the scans so far, as `n` and how many lines each has. */
function gate() {
  const input = new PassThrough();
  const clock = new ManualClock();
  const scans: ScannedLine[] = [];
  const ended = (async () => {
    const affixes = { prefix: '', suffix: '' };
    for await (const scan of readScans(readPipe(input), { clock, affixes })) scans.push(scan);
  })();
  const settle = async () => {
    for (let n = 0; n < 20; n += 1) await turn();
  };
  return {
    clock,
    scans,
    async write(text: string) {
      input.write(text);
      await settle();
    },
    async wait(ms: number) {
      clock.advance(ms);
      await settle();
    },
    async end() {
      input.end();
      await ended;
    },
  };
}

const numbered = (scans: ScannedLine[]) =>
  scans.map(({ raw, n }) => [n, raw.includes('\n') ? 'text' : raw]);

test('a text is one scan with the number of its last line, and the codes around it are scans', async () => {
  const { scans, write, end } = gate();
  await write(`TEST-1\n${CARD}TEST-2\nMECARD:N:A;\nTEL:1;;\nTEST-3\n`);
  await end();
  expect(numbered(scans)).toEqual([
    [1, 'TEST-1'],
    [6, 'text'],
    [7, 'TEST-2'],
    [9, 'text'],
    [10, 'TEST-3'],
  ]);
});

test('wherever the input is cut, the scans are the same', async () => {
  const whole = `TEST-1\r\n${CARD}TEST-2\r\n`;
  for (let at = 1; at < whole.length; at += 1) {
    const { scans, write, end } = gate();
    await write(whole.slice(0, at));
    await write(whole.slice(at));
    await end();
    expect(numbered(scans)).toEqual([
      [1, 'TEST-1'],
      [6, 'text'],
      [7, 'TEST-2'],
    ]);
  }
});

describe('a text that never ends is over', () => {
  test('after a second of silence, not before', async () => {
    const { scans, write, wait } = gate();
    await write('BEGIN:VCARD\nFN:A\n');
    await wait(900);
    await write('TEL:1\n');
    await wait(999);
    expect(scans).toEqual([]);
    await wait(1);
    expect(numbered(scans)).toEqual([[3, 'text']]);
    await write('TEST-1\n');
    expect(numbered(scans).at(-1)).toEqual([4, 'TEST-1']);
  });

  test('with its first line, if no other came', async () => {
    const { scans, write, wait } = gate();
    await write('BEGIN:VCARD\n');
    await wait(1000);
    expect(scans).toEqual([{ raw: 'BEGIN:VCARD', n: 1 }]);
  });

  test.each([
    ['in one line', ['MECARD:N:Khan,Ayesha;TEL:1;']],
    ['of several lines', ['MECARD:N:Khan,Ayesha;', 'TEL:1;']],
  ])('which a MECARD %s is if it ends in a single semicolon', async (_how, lines) => {
    const { scans, write, wait } = gate();
    await write(lines.map((line) => `${line}\r\n`).join(''));
    await wait(999);
    expect(scans).toEqual([]);
    await wait(1);
    await write('TEST-1\r\n');
    expect(scans).toEqual([
      { raw: lines.join('\n'), n: lines.length },
      { raw: 'TEST-1', n: lines.length + 1 },
    ]);
  });

  test('with the line that the silence fell into', async () => {
    const { scans, write, wait } = gate();
    await write('BEGIN:VCARD\nFN:Ayesha');
    await wait(5000);
    expect(scans).toEqual([]);
    await write(' Khan\nTEST-1\n');
    expect(numbered(scans)).toEqual([
      [2, 'text'],
      [3, 'TEST-1'],
    ]);
  });

  test('with the input, even in the middle of a line', async () => {
    const { scans, write, end } = gate();
    await write('TEST-1\nBEGIN:VCARD\nFN:Ayes');
    await end();
    expect(numbered(scans)).toEqual([
      [1, 'TEST-1'],
      [3, 'text'],
    ]);
  });

  test('once it is longer than any code, so that a whole file is not lost to it', async () => {
    const { scans, write, end } = gate();
    await write('BEGIN:VCARD\n');
    const codes = Array.from({ length: 500 }, (_, n) => `TEST-${n}${'x'.repeat(90)}\n`);
    await write(codes.join(''));
    await end();
    expect(scans.length).toBeGreaterThan(420);
    expect(numbered(scans).at(-1)?.[0]).toBe(501);
  });
});

test('a process that was held up reads on before it believes in a silence', async () => {
  const { clock, scans, write, wait } = gate();
  let late = 0;
  const { schedule, monotonic } = clock;
  Object.assign(clock, { monotonic: () => monotonic() + late });
  await write('BEGIN:VCARD\nFN:A\n');
  late = 400;
  await wait(1000);
  expect(scans).toEqual([]);
  await write('END:VCARD\n');
  expect(numbered(scans)).toEqual([[3, 'text']]);
  expect(schedule).toBe(clock.schedule);
});
