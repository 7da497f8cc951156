import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import {
  openOrSalvage,
  SalvageFailedError,
} from '../../../../../electron/core/outbox/database/open-or-salvage.ts';
import { pastSalvages } from '../../../../../electron/core/outbox/salvage/set-aside.ts';
import {
  AT,
  allRows,
  changed,
  databaseFiles,
  expectKept,
  type Files,
  missingFrom,
  placed,
  type Row,
  WAL_HEADER,
} from '../../../fixtures/database-files.ts';
import { failingFrom } from '../../../fixtures/failing-file-system.ts';

// Each of these opens a database dozens of times: quick, unless the machine has other things to do.
vi.setConfig({ testTimeout: 90_000 });

let rows: Row[];
let damaged: Files;
let torn: Files;

beforeAll(async () => {
  const killed = await databaseFiles(10, 10);
  rows = killed.rows;
  const wal = killed.files['kiosk.db-wal'];
  damaged = { ...killed.files, 'kiosk.db-wal': changed(wal, (b) => b.fill(0, 0, WAL_HEADER)) };
  torn = {
    'kiosk.db': killed.files['kiosk.db'] as Buffer,
    'kiosk.db-wal': changed(wal, (b) => b.fill(0, b.length - 2000)),
  };
});

/** Cuts a start short at each of its steps in turn, until one comes to its end. */
function atEveryStep(
  files: () => Files,
  ever: boolean,
  check: (folder: string, error: unknown) => void,
) {
  for (let step = 1; ; step++) {
    const folder = placed(files());
    const error = failingFrom(step, ever, () => openOrSalvage(folder, AT).db.close());
    if (error === undefined) {
      expect(step).toBeGreaterThan(10);
      return;
    }
    check(folder, error);
  }
}

/** The next start has it all, says what was done, and leaves nothing half made. */
function expectWholeAtNextStart(folder: string, files: Files) {
  const { db, salvage } = openOrSalvage(folder, AT + 1000);
  const found = allRows(db);
  db.close();
  expect(missingFrom(found, rows)).toEqual([]);
  const [told, ...more] = pastSalvages(folder);
  expect(more).toEqual([]);
  if (!told) throw new Error('nothing was told');
  if (salvage) expect(salvage).toEqual(told);
  expectKept(folder, told, files);
  const names = readdirSync(folder, { recursive: true }).map(String);
  expect(names.filter((name) => /part|rebuilt|new$/.test(name))).toEqual([]);
  const again = openOrSalvage(folder, AT + 2000);
  expect(again.salvage).toBeNull();
  expect(allRows(again.db)).toEqual(found);
  again.db.close();
}

describe('a start that ends in the middle', () => {
  test('of a salvage, at whichever step, is taken up by the next one', () => {
    atEveryStep(
      () => damaged,
      true,
      (folder) => expectWholeAtNextStart(folder, damaged),
    );
  });

  test('of keeping a torn WAL, at whichever step, is taken up by the next one', () => {
    atEveryStep(
      () => torn,
      true,
      (folder) => expectWholeAtNextStart(folder, torn),
    );
  });
});

describe('a step that fails', () => {
  test('before the new database is whole is told in clear words, and nothing has changed', () => {
    let told = 0;
    atEveryStep(
      () => damaged,
      false,
      (folder, error) => {
        if (error instanceof SalvageFailedError) {
          expect(error.message).toMatch(/damaged \(wal\).*no space left/);
          expect(error.code).toBe('ENOSPC');
        }
        const there = readdirSync(folder);
        if (!there.some((name) => name.startsWith('kiosk-damaged-'))) {
          told += 1;
          for (const name of ['kiosk.db', 'kiosk.db-wal'] as const) {
            expect(readFileSync(path.join(folder, name)).equals(damaged[name] as Buffer)).toBe(
              true,
            );
          }
        }
        expectWholeAtNextStart(folder, damaged);
      },
    );
    expect(told).toBeGreaterThan(5);
  });
});
