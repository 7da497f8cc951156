import { expect, test } from 'vitest';
import type { CopySource } from '../../../../electron/core/outbox/copy-source.ts';
import { DISMISSED, ends, isSent, openOutbox, waits } from '../../fixtures/opened-outbox.ts';

/** All that is open, a page after the other. */
function allOpen(source: CopySource, limit: number) {
  const found: string[] = [];
  let at = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const page = source.openUpTo(at, limit);
    const last = page.at(-1);
    if (!last) return found;
    expect(page.length).toBeLessThanOrEqual(limit);
    found.push(...page.map(({ scan }) => scan.scanId));
    at = last.id - 1;
  }
}

test('what is open is found newest first, page by page, whatever its state, kind and destination', async () => {
  const { outbox: other, dataDir, close } = openOutbox({ destination: 'https://other.example' });
  const open: string[] = [];
  for (const kind of ['attendance', 'badge'] as const) {
    open.push((await waits(other, { kind })).scanId);
  }
  await close();
  const { outbox } = openOutbox({ dataDir });
  for (let n = 0; n < 4; n += 1) {
    for (const kind of ['badge', 'attendance'] as const) {
      open.push((await waits(outbox, { kind })).scanId);
    }
    await ends(outbox, 'done');
    open.push((await ends(outbox, 'attention')).scanId, (await ends(outbox, 'rejected')).scanId);
    const dismissed = await ends(outbox, 'rejected');
    await outbox.dismiss(dismissed.scanId, DISMISSED);
    open.push((await isSent(outbox)).scanId);
  }
  for (const limit of [1, 3, 100]) {
    expect(allOpen(outbox.copySource, limit)).toEqual(open.toReversed());
  }
});
