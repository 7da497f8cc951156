import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyKeyOf } from '../../../../electron/copy/copy-key.ts';
import type { CopyRecord } from '../../../../electron/core/copy/record.ts';
import {
  type OpenHeader,
  openSegment,
  SegmentSealer,
} from '../../../../electron/core/copy/segment.ts';
import { readHeader } from '../../../../electron/core/copy/segment-header.ts';
import { keyPairOf } from '../../../../electron/core/copy/segment-keys.ts';
import { aScan } from './a-scan.ts';

const OWNER = keyPairOf(Buffer.alloc(32, 7));
const RECIPIENT = {
  cost: { memoryPower: 13, passes: 1 },
  salt: Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex'),
  publicKey: OWNER.publicKey,
};

const RECORDS: CopyRecord[] = [
  { is: 'scan', scan: aScan() },
  { is: 'scan', scan: aScan({ scanId: 'second', code: 'BADGE-0002' }) },
  { is: 'mark', at: 1_770_109_230_000 },
  { is: 'scan', scan: aScan({ state: 'done', code: null, outcome: 'checked-in' }) },
  { is: 'mark', at: 1_770_109_260_000 },
];

/** A segment, and where each of its records ends. */
function sealed(records: readonly CopyRecord[] = RECORDS) {
  const sealer = new SegmentSealer(RECIPIENT, 'kiosk-1', keyPairOf(Buffer.alloc(32, 9)));
  const parts = [sealer.header, ...records.map((record) => sealer.seal(record))];
  return { parts, file: Buffer.concat(parts) };
}

function read(file: Buffer, owner = OWNER) {
  const head = readHeader(file);
  if (!head.ok) return head.problem;
  return openSegment(file, head as OpenHeader, owner);
}

describe('a segment of the rolling copy', () => {
  test('gives back what was sealed, and shows neither a code nor an address', () => {
    const { file } = sealed();
    expect(read(file)).toEqual({ records: RECORDS, ends: 'open', unread: 0, unknown: 0 });
    const end: CopyRecord = { is: 'end', at: 1_770_109_270_000 };
    expect(read(sealed([...RECORDS, end]).file)).toMatchObject({ ends: 'ended' });
    for (const secret of ['BADGE', '0001', 'confera.example', 'Gate A']) {
      expect(file.includes(secret)).toBe(false);
    }
  });

  test('cut anywhere it gives back every record before the cut', () => {
    const { parts, file } = sealed();
    const ends = parts.map((_, at) => Buffer.concat(parts.slice(0, at + 1)).length);
    for (let length = 0; length < file.length; length += 1) {
      const found = read(file.subarray(0, length));
      const whole = ends.filter((end) => end <= length).length - 1;
      if (whole < 0) {
        expect(found).toBe('cut');
        continue;
      }
      const isBetween = ends.includes(length);
      expect(found).toMatchObject({
        records: RECORDS.slice(0, whole),
        ends: isBetween ? 'open' : 'torn',
      });
    }
  });

  test('whose last write had its length before its content is torn, not damaged', () => {
    const { parts } = sealed();
    const last = parts.at(-1) ?? Buffer.alloc(0);
    const before = Buffer.concat(parts.slice(0, -1));
    const half = Buffer.concat([last.subarray(0, 10), Buffer.alloc(last.length - 10)]);
    for (const rest of [Buffer.alloc(4096), half]) {
      const found = read(Buffer.concat([before, rest]));
      expect(found).toMatchObject({ records: RECORDS.slice(0, -1), ends: 'torn' });
    }
  });

  test('with any byte changed gives back nothing that was not sealed', () => {
    const { parts, file } = sealed();
    for (let at = 0; at < file.length; at += 1) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const found = read(changed);
      if (typeof found === 'string') continue;
      expect(found.ends).not.toBe('open');
      expect(RECORDS.slice(0, found.records.length)).toEqual(found.records);
      if (at < (parts[0]?.length ?? 0)) expect(found.records).toEqual([]);
    }
  });

  test('notices a record that is missing, or in another place', () => {
    const [header = Buffer.alloc(0), first, second, ...rest] = sealed().parts as Buffer[];
    const moved = [header, second, first, ...rest] as Buffer[];
    expect(read(Buffer.concat(moved))).toMatchObject({ records: [], ends: 'damaged' });
    const missing = [header, first, ...rest] as Buffer[];
    expect(read(Buffer.concat(missing))).toMatchObject({
      records: RECORDS.slice(0, 1),
      ends: 'damaged',
    });
  });

  test('opens to nobody with another passphrase', () => {
    expect(read(sealed().file, keyPairOf(Buffer.alloc(32, 8)))).toMatchObject({ records: [] });
  });

  test('of a later version is told apart from a file that is no copy, and from one that would exhaust the machine', () => {
    const { file } = sealed();
    const later = Buffer.from(file);
    later[6] = 2;
    expect(read(later)).toBe('newer');
    const costly = Buffer.from(file);
    costly[7] = 31;
    expect(read(costly)).toBe('not-a-copy');
    expect(read(Buffer.from('%PDF-1.7 something else'))).toBe('not-a-copy');
  });
});

test('the document has a vector that this version seals byte by byte, and opens', async () => {
  const document = readFileSync(path.resolve('docs/rolling-copy.md'), 'utf8');
  const value = (name: string) => {
    const found = new RegExp(`^ *${name}: *([^\\n]+)$`, 'm').exec(document)?.[1];
    if (!found) throw new Error(`The document has no ${name}`);
    return found.trim();
  };
  const hex = (name: string) => Buffer.from(value(name), 'hex');
  const cost = { memoryPower: 13, passes: 1 };
  const owner = await copyKeyOf(value('passphrase'), { cost, salt: hex('salt') });
  expect(owner.publicKey).toEqual(hex('recipient'));
  const recipient = { cost, salt: hex('salt'), publicKey: owner.publicKey };
  const sealer = new SegmentSealer(recipient, 'kiosk-1', keyPairOf(hex('own key')));
  const parts = [sealer.header];
  for (const record of [RECORDS[0], RECORDS[2]]) parts.push(sealer.seal(record as CopyRecord));
  expect(sealer.header).toEqual(hex('header'));
  expect(createHash('sha256').update(Buffer.concat(parts)).digest()).toEqual(
    hex('sha256 of the segment'),
  );
  expect(parts[2]).toEqual(hex('second record'));
  expect(read(Buffer.concat(parts), owner)).toMatchObject({ ends: 'open', unread: 0 });
});
