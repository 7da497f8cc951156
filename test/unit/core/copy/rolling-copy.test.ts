import { mkdirSync, readFileSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type OpenHeader, openSegment } from '../../../../electron/core/copy/segment.ts';
import { readHeader } from '../../../../electron/core/copy/segment-header.ts';
import { keyPairOf } from '../../../../electron/core/copy/segment-keys.ts';
import { ids, waits } from '../../fixtures/opened-outbox.ts';
import { copyingOutbox, openCopy, RECIPIENT, segmentNames } from './copying-outbox.ts';

/** The ids of the scans that a copy holds. */
async function scansIn(folder: string) {
  const copy = await openCopy(folder);
  if (!copy.ok) throw new Error(`The copy is ${copy.problem}`);
  expect(copy.troubles).toEqual([]);
  return ids(copy.scans).sort();
}

describe('the rolling copy', () => {
  test('holds scans that have the ids of scans that were removed', async () => {
    const { outbox, copy, folder, somebodyElse } = await copyingOutbox();
    const before = [await waits(outbox), await waits(outbox)];
    await copy.writeNow();
    // As retention does it after a long pause.
    const other = somebodyElse();
    other.exec('DELETE FROM scan');
    const after = [await waits(outbox), await waits(outbox), await waits(outbox)];
    expect(other.prepare('SELECT min(id) FROM scan').pluck().get()).toBe(1);
    await copy.writeNow();
    expect(await scansIn(folder)).toEqual(ids([...before, ...after]).sort());
    other.exec('DELETE FROM scan');
    await copy.writeNow();
    const last = await waits(outbox);
    await copy.writeNow();
    expect(await scansIn(folder)).toContain(last.scanId);
    // An empty outbox is no reason to begin anew each time.
    const made = segmentNames(folder);
    await copy.writeNow();
    expect(segmentNames(folder)).toEqual(made);
  });

  test('goes on in one segment where an old one can not be removed', async () => {
    const { outbox, copy, stick, folder, logged } = await copyingOutbox();
    const old = path.join(folder, '000000.ckcopy');
    // A folder can't be removed as a file is, whoever asks.
    mkdirSync(old);
    utimesSync(old, 0, 0);
    await copy.begin({ folder: stick, recipient: RECIPIENT });
    for (let n = 0; n < 3; n += 1) {
      await waits(outbox);
      await copy.writeNow();
    }
    expect(copy.state).toMatchObject({ problem: null, scans: 3 });
    expect(segmentNames(folder)).toEqual(['000000.ckcopy', '000001.ckcopy', '000002.ckcopy']);
    expect(logged).toContain('an old part of the rolling copy is not removed');
  });

  test('that is ended while a write is due writes each scan once, and nothing after its end', async () => {
    const { outbox, copy, clock, folder } = await copyingOutbox();
    const scan = await waits(outbox);
    const ended = copy.stop();
    const due = copy.writeNow();
    expect(clock.scheduled).toBe(1);
    await Promise.all([ended, due]);
    expect(copy.state).toEqual({ is: 'off' });
    expect(clock.scheduled).toBe(0);
    const file = readFileSync(path.join(folder, '000001.ckcopy'));
    const head = readHeader(file) as OpenHeader;
    const { records, ends } = openSegment(file, head, keyPairOf(Buffer.alloc(32, 7)));
    expect(ends).toBe('ended');
    const written = records.flatMap((record) => (record.is === 'scan' ? record.scan.scanId : []));
    expect(written).toEqual([scan.scanId]);
    expect(segmentNames(folder)).toEqual(['000001.ckcopy']);
  });
});
