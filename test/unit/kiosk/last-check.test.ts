import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { LastCheck } from '../../../electron/kiosk/last-check.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const NOON = Date.UTC(2026, 4, 11, 12);

test('a check that was passed is known after a restart, and told at once', () => {
  const dataDir = temporaryFolder();
  const clock = new ManualClock(NOON);
  const onChange = vi.fn();
  const first = new LastCheck(dataDir, clock, onChange);
  expect(first.passedAt).toBeNull();
  first.pass();
  expect(onChange).toHaveBeenCalledOnce();
  clock.advance(60_000);
  expect(new LastCheck(dataDir, clock, onChange).passedAt).toBe(NOON);
});

test.each([
  ['damaged', (file: string) => writeFileSync(file, '{"passed')],
  ['no file', (file: string) => mkdirSync(file)],
  ['no moment', (file: string) => writeFileSync(file, '{"passedAt":1e20}')],
])('if what was kept is %s, nothing is known, and the next check counts', (_, spoil) => {
  const dataDir = temporaryFolder();
  spoil(path.join(dataDir, 'check.json'));
  const check = new LastCheck(dataDir, new ManualClock(NOON), () => {});
  expect(check.passedAt).toBeNull();
  check.pass();
  expect(check.passedAt).toBe(NOON);
});

test('a check in which the core found something red was not passed, whatever the page says', () => {
  const check = new LastCheck(temporaryFolder(), new ManualClock(NOON), () => {});
  check.foundRed = true;
  check.pass();
  expect(check.passedAt).toBeNull();
});
