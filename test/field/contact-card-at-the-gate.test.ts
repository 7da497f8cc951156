// A visitor held up a phone with a contact card, and the scanner typed it line by line: every line was sent to Confera
// as a badge, name and telephone number included, and ten refusals in a row stopped everybody's saved scans.
import { describe, expect, onTestFinished, test } from 'vitest';
import { runWithDevices } from '../e2e/fixtures/fake-devices.ts';
import { nextResult, outcomeIs } from '../e2e/fixtures/page-marks.ts';
import { watchResults } from '../e2e/fixtures/shown-results.ts';
import { until } from '../e2e/fixtures/until.ts';
import { runGateOver, startGate } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

const CARD = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'N:Khan;Ayesha',
  'FN:Ayesha Khan',
  'ORG:Example',
  'TITLE:Engineer',
  'TEL;TYPE=cell:+92 300 0000000',
  'TEL;TYPE=work:+92 42 0000000',
  'EMAIL:ayesha@example.com',
  'URL:https://example.com',
  'NOTE:Hall 3',
  'END:VCARD',
];
const CALENDAR = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'SUMMARY:A', 'END:VEVENT', 'END:VCALENDAR'];
const MECARD = ['MECARD:N:Khan,Ayesha;', 'TEL:+923000000000;', ';'];

const sentCodes = (simulator: Pick<Simulator, 'journal'>) =>
  simulator.journal().flatMap(({ code }) => code ?? []);

async function gateOf() {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const env = {
    CONFERA_BASE_URL: simulator.url,
    CONFERA_API_KEY: 'cat_demo_all',
    KIOSK_DATA_DIR: temporaryFolder(),
    KIOSK_TIME_ZONE: 'Asia/Karachi',
  };
  return { simulator, env };
}

describe('at the gate', () => {
  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])(
    'a card typed with %s is one refused scan, and the badges around it get in',
    async (_, end) => {
      const { simulator, env } = await gateOf();
      const lines = ['TEST-1', ...CARD, 'TEST-2', ...CALENDAR, 'TEST-3', ...MECARD, 'TEST-4'];
      const { code, events } = await runGateOver(lines.join(end), { env });
      expect(code).toBe(0);
      const scans = events.flatMap((event) => (event.event === 'scan' ? [event] : []));
      const refused = { outcome: 'unreadable', reason: 'control-characters', scanId: null };
      expect(scans.toSorted((a, b) => a.n - b.n)).toMatchObject([
        { n: 1, outcome: 'checked-in' },
        { n: 13, ...refused },
        { n: 14, outcome: 'checked-in' },
        { n: 19, ...refused },
        { n: 20, outcome: 'checked-in' },
        { n: 23, ...refused },
        { n: 24, outcome: 'checked-in' },
      ]);
      expect(sentCodes(simulator).toSorted()).toEqual(['TEST-1', 'TEST-2', 'TEST-3', 'TEST-4']);
    },
  );

  test.each([
    ['a card whose end never comes', 'BEGIN:VCARD\nFN:Ayesha Khan\n', 2],
    ['a MECARD that ends in a single semicolon', 'MECARD:N:Khan,Ayesha;TEL:1;\n', 1],
  ])('%s is over after a second, and the next badge gets in', async (_, text, lines) => {
    const { simulator, env } = await gateOf();
    const gate = startGate({ env });
    gate.child.stdin.write(text);
    const card = await gate.event((event) => event.event === 'scan' && event.n === lines);
    expect(card).toMatchObject({ outcome: 'unreadable', scanId: null });
    gate.child.stdin.end('TEST-1\n');
    expect(await gate.exited).toBe(0);
    expect(gate.events.filter(({ event }) => event === 'scan')).toMatchObject([
      { n: lines },
      { n: lines + 1, outcome: 'checked-in' },
    ]);
    expect(sentCodes(simulator)).toEqual(['TEST-1']);
  });

  test('a scanner that names the symbology and adds what it was set to is understood', async () => {
    const { simulator, env } = await gateOf();
    const card = `\u0002]Q1${CARD.join('\r\n')}\u0003\r\n`;
    const { events } = await runGateOver(`${card}\u0002]Q1TEST-1\u0003\r\n`, {
      env: { ...env, KIOSK_SCANNER_PREFIX: '\\x02', KIOSK_SCANNER_SUFFIX: '\\x03' },
    });
    expect(events).toMatchObject([
      { n: 12, outcome: 'unreadable' },
      { n: 13, outcome: 'checked-in' },
    ]);
    expect(sentCodes(simulator)).toEqual(['TEST-1']);
  });
});

test('on the page a serial and a HID scanner give one red screen for a card, and nothing of it is sent', async () => {
  const kiosk = await runWithDevices();
  const { page, devices, simulator } = kiosk;
  await devices.plugHid('Scanner A');
  await devices.plugSerial();
  await until(async () => expect(await devices.opened()).toHaveLength(2));
  const shown = await watchResults(page);
  const scans: [typeof CARD, (text: string) => Promise<void>][] = [
    [CARD, (text) => devices.sendSerial(text)],
    [MECARD, (text) => devices.sendSerial(text)],
    [CARD, (text) => devices.scanHid('Scanner A', text)],
  ];
  for (const [index, [text, scan]] of scans.entries()) {
    await scan(`${text.join('\r\n')}\r\n`);
    await outcomeIs(page, 'unreadable');
    const told = await nextResult(page);
    await devices.sendSerial(`TEST-${index}\r\n`);
    await told('checked-in');
  }
  const marks = (await shown()).map(({ mark }) => mark);
  expect(marks.filter((mark) => mark === 'unreadable' || mark === 'rejected')).toHaveLength(3);
  expect(sentCodes(simulator)).toEqual(['TEST-0', 'TEST-1', 'TEST-2']);
});
