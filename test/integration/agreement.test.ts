import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disagreements } from '../torture/agreement.ts';
import { LongLivedKiosk } from '../torture/long-lived-kiosk.ts';
import type { OutboxRow, Places } from '../torture/places.ts';

const isUnknown = (code: string) => code.startsWith('STRANGER');

const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-test-'));
let kiosk: LongLivedKiosk;
let sound: Places;

beforeAll(async () => {
  kiosk = await LongLivedKiosk.start({ folder, replay: false, random: () => 0.5, copies: true });
  const scan = async (code: string) => {
    await kiosk.scan(code, { now: kiosk.clock.now(), monotonic: kiosk.clock.monotonic() });
    await kiosk.leap(1000);
  };
  for (const code of ['TEST-1', 'TEST-2', 'TEST-1', 'STRANGER-1']) await scan(code);
  kiosk.simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  for (const code of ['TEST-3', 'confera-attendance:TEST-4', 'STRANGER-2', 'TEST-3']) {
    await scan(code);
  }
  await kiosk.calmDown();
  sound = await kiosk.places(isUnknown);
});

afterAll(async () => {
  await kiosk.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the checker says of the places after one of them was falsified. */
const saidOf = (falsified: Partial<Places>) =>
  disagreements({ ...sound, ...falsified }).map(({ promise }) => promise);

/** The first scan that fits, and the others. */
function apart<Each>(all: readonly Each[], fits: (each: Each) => boolean): [Each, Each[]] {
  const found = all.find(fits);
  if (!found) throw new Error('There is none');
  return [found, all.filter((each) => each !== found)];
}

test('after scans online and offline all places agree', () => {
  expect(saidOf({})).toEqual([]);
  // Otherwise nothing was compared.
  expect(sound.rows.map(({ outcome }) => outcome)).toEqual(
    expect.arrayContaining(['checked-in', 'already-checked-in', 'rejected']),
  );
  expect(sound.copy).toMatchObject({ ok: true });
  expect(sound.repeats).toMatchObject([{ n: 1 }]);
});

test('a number of the page Counts that is wrong in the database is named', async () => {
  const db = new Database(path.join(kiosk.dataDir, 'kiosk.db'));
  const alter = (by: number) =>
    db.prepare(`UPDATE people_tally SET n = n + ? WHERE kind = 'attendance'`).run(by);
  try {
    alter(1);
    const [day] = sound.counts.map((each) => each.day);
    expect(disagreements(await kiosk.places(isUnknown)).map(({ promise }) => promise)).toEqual([
      `the page Counts on ${day}, attendance tells admitted as 1, not 2`,
      `the page Counts on ${day}, attendance tells again as 0, not -1`,
      `the page Counts on ${day}, attendance tells arrived as 1, not 2`,
    ]);
  } finally {
    alter(-1);
    db.close();
  }
});

test('a day, an answer and a state that the pages leave out are named', () => {
  const [day] = sound.counts.map((each) => each.day);
  expect(saidOf({ counts: [], rows: [], list: [], scansCsv: [], refusalsCsv: [] })).toContain(
    `the page Counts offers the day ${day}`,
  );
  const silent = sound.counts.map((each) => ({ ...each, slots: [] }));
  expect(saidOf({ counts: silent })).toContain(
    `what people were told on ${day} tells checked-in as 2, not 0`,
  );
  const { done: _, ...others } = sound.now;
  expect(saidOf({ now: others as Places['now'] })).toEqual([
    `the page Now tells done as ${sound.now.done}, not undefined`,
  ]);
});

test('a part of the copy that ends torn is named, unless the device was killed', () => {
  const { copy } = sound;
  if (!copy?.ok) throw new Error('There is no copy');
  const torn = { file: '1.ckcopy', is: 'torn' as const, records: 1, unread: 7, unknown: 0 };
  expect(saidOf({ copy: { ...copy, troubles: [torn] } })).toEqual([
    'no part of the rolling copy is torn: 1.ckcopy',
  ]);
  expect(saidOf({ copy: { ...copy, troubles: [torn] }, wasKilled: true })).toEqual([]);
});

test('a line that is missing in a file, or stands there twice, is named', () => {
  const [line, others] = apart(sound.scansCsv, ({ outcome }) => outcome === 'rejected');
  expect(saidOf({ scansCsv: others })).toEqual(['the CSV of scans has every scan']);
  expect(saidOf({ scansCsv: [...others, line, line] })).toEqual([
    'the CSV of scans has each scan once',
  ]);
  expect(saidOf({ refusalsCsv: [] })).toContain('the CSV of refusals has every scan');
});

test('a file that shows the whole code of a scan that is done is named, and the code is not shown', () => {
  const [line, others] = apart(sound.scansCsv, ({ outcome }) => outcome === 'checked-in');
  expect(saidOf({ scansCsv: [...others, { ...line, code: 'TEST-LONG-1' }] })).toEqual([
    'the CSV of scans tells code as none, not …NG-1',
  ]);
});

test('a scan that the rolling copy lacks, tells otherwise or makes up is named', () => {
  const { copy } = sound;
  if (!copy?.ok) throw new Error('There is no copy');
  const [scan, others] = apart(copy.scans, ({ state }) => state === 'done');
  expect(saidOf({ copy: { ...copy, scans: others } })).toEqual(['the rolling copy has every scan']);
  const waits = { ...scan, state: 'pending' as const };
  expect(saidOf({ copy: { ...copy, scans: [...others, waits] } })).toEqual([
    'the rolling copy tells state as done, not pending',
  ]);
  const madeUp = { ...scan, scanId: 'nobody' };
  expect(saidOf({ copy: { ...copy, scans: [...copy.scans, madeUp] } })).toEqual([
    'the rolling copy has no scan that was never made: nobody',
  ]);
});

test('a scan that the pages leave out, repeat or tell otherwise is named', () => {
  const [scan, others] = apart(sound.list, ({ state }) => state === 'done');
  expect(saidOf({ list: others })).toEqual(['the page Scans has every scan']);
  expect(saidOf({ list: [...sound.list, scan] })).toEqual(['the page Scans has each scan once']);
  expect(saidOf({ list: [...others, { ...scan, attempts: 99 }] })).toEqual([
    `the page Scans tells attempts as ${scan.attempts}, not 99`,
  ]);
  expect(saidOf({ now: { ...sound.now, pending: 7 } })).toEqual([
    'the page Now tells pending as 0, not 7',
  ]);
});

test('a check-in that only one of device and Confera knows of is named', () => {
  const [recorded, others] = apart(sound.journal, ({ acted }) => acted);
  expect(saidOf({ journal: others })).toContain(
    'whoever is counted as admitted is recorded by Confera',
  );
  const foreign = { ...recorded, code: 'TEST-9', idempotencyKey: 'nobody' };
  expect(saidOf({ journal: [...sound.journal, foreign] })).toEqual([
    'what Confera recorded is counted as admitted',
  ]);
});

test('a row that is gone is named by every place that had it', () => {
  const isDone = ({ outcome, kind }: OutboxRow) => outcome === 'checked-in' && kind === 'badge';
  const [{ scanId }, rows] = apart(sound.rows, isDone);
  const said = saidOf({ rows });
  for (const place of ['the page Scans', 'the CSV of scans', 'the rolling copy']) {
    expect(said).toContain(`${place} has no scan that was never made: ${scanId}`);
  }
  expect(said.some((each) => /Counts .* admitted/.test(each))).toBe(true);
});
