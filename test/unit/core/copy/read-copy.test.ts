import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { CopyRecord } from '../../../../electron/core/copy/record.ts';
import { SegmentSealer } from '../../../../electron/core/copy/segment.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { aScan } from './a-scan.ts';
import { openCopy, RECIPIENT } from './copying-outbox.ts';

test('records that this version does not understand are counted, and those after them are read', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, '000001.ckcopy');
  const sealer = new SegmentSealer(RECIPIENT, 'kiosk-1');
  const records: CopyRecord[] = [
    { is: 'scan', scan: aScan({ scanId: 'first' }) },
    { is: 'scan', scan: aScan({ scanId: 'of a later kind', kind: 'raffle' as never }) },
    { is: 'later' as never, at: 1 },
    { is: 'scan', scan: aScan({ scanId: 'last' }) },
  ];
  const sealed = records.map((record) => sealer.seal(record));
  writeFileSync(file, Buffer.concat([sealer.header, ...sealed]));
  const read = await openCopy(folder);
  if (!read.ok) throw new Error(`The copy is ${read.problem}`);
  expect(read.scans.map(({ scanId }) => scanId).sort()).toEqual(['first', 'last']);
  expect(read.troubles).toEqual([
    { file, is: 'not-understood', records: 2, unread: 0, unknown: 2 },
  ]);
});
