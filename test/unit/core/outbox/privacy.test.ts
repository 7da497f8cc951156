import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DISMISSED, ends, openOutbox, waits } from '../../fixtures/opened-outbox.ts';

/** Which of some codes stand anywhere in a folder's files, used or not. */
function codesIn(folder: string, codes: readonly string[]): string[] {
  const bytes = Buffer.concat(
    readdirSync(folder).map((name) => readFileSync(path.join(folder, name))),
  );
  return codes.filter((code) => bytes.includes(code));
}

test('a code that is no longer needed is overwritten, not only forgotten', async () => {
  const { outbox, dataDir, close } = openOutbox();
  const done = Array.from({ length: 50 }, (_, n) => `CONFIRMED-${100 + n}`);
  for (const code of done) await ends(outbox, 'done', { code });
  const refused = await ends(outbox, 'attention', { code: 'PUT-AWAY-12345' });
  await ends(outbox, 'rejected', { code: 'REJECTED-12345' });
  await waits(outbox, { code: 'WAITING-12345' });
  await outbox.dismiss(refused.scanId, DISMISSED);
  await close();
  const all = [...done, 'PUT-AWAY-12345', 'REJECTED-12345', 'WAITING-12345'];
  expect(codesIn(dataDir, all)).toEqual(['REJECTED-12345', 'WAITING-12345']);
});

test('nor does a scan past its retention leave its code behind', async () => {
  const { outbox, dataDir, close } = openOutbox();
  const codes = Array.from({ length: 20 }, (_, n) => `REJECTED-${100 + n}`);
  for (const code of codes) await ends(outbox, 'rejected', { code, scannedAt: 1 });
  await waits(outbox);
  expect(await outbox.removeOld({ after: 0, before: 2, now: 3, rows: 100 })).toMatchObject({
    removed: 20,
  });
  await close();
  expect(codesIn(dataDir, codes)).toEqual([]);
});
