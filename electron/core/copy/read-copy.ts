import type { CopiedScan } from '../outbox/copy-source.ts';
import type { ScanToTake } from '../outbox/take-over.ts';
import { readSegment, segmentsIn } from './copy-folder.ts';
import { type OpenHeader, openSegment } from './segment.ts';
import { type ReadHeader, type Recipient, readHeader } from './segment-header.ts';
import type { KeyPair } from './segment-keys.ts';

/** What is wrong with one segment, and how much of it was read. */
export type SegmentTrouble = {
  file: string;
  is: 'torn' | 'damaged' | 'not-a-copy' | 'other-passphrase' | 'not-understood';
  /** How many records were read. */
  records: number;
  /** How many bytes after them could not be read. */
  unread: number;
  /** How many records were opened, but this version can't use them. */
  unknown: number;
};

/** What a copy holds. */
export type ReadCopy =
  | {
      ok: true;
      device: string;
      /** Up to when the device had written everything, in Unix milliseconds; null if nothing says so. */
      until: number | null;
      /** In the order in which they were made. */
      scans: ScanToTake[];
      troubles: SegmentTrouble[];
    }
  | { ok: false; problem: 'empty' | 'newer' | 'wrong-passphrase' | 'damaged' };

/**
 * Reads the copy in a device's folder. Of several passphrases that it was sealed to over time, the latest is wanted:
 * the latest segment holds everything that isn't settled.
 *
 * @param keyFor derives the key pair from the passphrase
 * @throws the file system's error
 */
export async function readCopy(
  folder: string,
  keyFor: (recipient: Recipient) => Promise<KeyPair>,
): Promise<ReadCopy> {
  const found: FoundSegment[] = [];
  for (const { file, size } of await segmentsIn(folder)) {
    const bytes = await readSegment(file);
    const head = bytes ? readHeader(bytes) : NOT_A_COPY;
    found.push({ file, bytes: bytes ?? NOTHING, size, head });
  }
  if (found.some(({ head }) => !head.ok && head.problem === 'newer')) {
    return { ok: false, problem: 'newer' };
  }
  const keys = new Keys(keyFor);
  const troubles: SegmentTrouble[] = [];
  const scans = new Map<string, ScanToTake>();
  let [device, until]: [string | null, number | null] = [null, null];
  let latestIsOpened = false;
  for (const { file, bytes, size, head } of found) {
    const trouble = (is: SegmentTrouble['is'], records: number, unread: number, unknown = 0) => {
      troubles.push({ file, is, records, unread, unknown });
    };
    if (!head.ok) {
      trouble(head.problem === 'cut' ? 'torn' : 'not-a-copy', 0, size);
      continue;
    }
    const key = await keys.of(head.header.recipient);
    latestIsOpened = key !== null;
    if (!key) {
      trouble('other-passphrase', 0, size);
      continue;
    }
    const { records, ends, unread, unknown } = openSegment(bytes, head as OpenHeader, key);
    if (unknown > 0) trouble('not-understood', records.length, 0, unknown);
    if (ends === 'torn' || ends === 'damaged') trouble(ends, records.length, unread);
    device = head.header.device;
    for (const record of records) {
      if (record.is === 'scan') add(scans, record.scan);
      else until = Math.max(until ?? record.at, record.at);
    }
  }
  if (found.length === 0) return { ok: false, problem: 'empty' };
  if (device === null || !latestIsOpened) {
    const isSealed = found.some(({ head }) => head.ok);
    return { ok: false, problem: isSealed ? 'wrong-passphrase' : 'damaged' };
  }
  const inOrder = [...scans.values()].sort(
    (a, b) => a.scannedAt - b.scannedAt || (a.scanId < b.scanId ? -1 : 1),
  );
  return { ok: true, device, until, scans: inOrder, troubles };
}

type FoundSegment = { file: string; bytes: Buffer; size: number; head: ReadHeader };

/** Something that has a segment's name, and can't be one. */
const NOT_A_COPY = { ok: false, problem: 'not-a-copy' } as const;
const NOTHING = Buffer.alloc(0);

/** The latest word on a scan counts. A code that was told once is known from then on. */
function add(scans: Map<string, ScanToTake>, scan: CopiedScan) {
  const knownCode = scan.code ?? scans.get(scan.scanId)?.knownCode ?? null;
  scans.set(scan.scanId, { ...scan, knownCode });
}

/** The key pairs of a passphrase, each derived once: that takes a third of a second. */
class Keys {
  readonly #keyFor: (recipient: Recipient) => Promise<KeyPair>;
  readonly #known = new Map<string, KeyPair | null>();

  constructor(keyFor: (recipient: Recipient) => Promise<KeyPair>) {
    this.#keyFor = keyFor;
  }

  /** The key pair that opens what is sealed to a recipient; null if the passphrase is another one's. */
  async of(recipient: Recipient): Promise<KeyPair | null> {
    const { cost, salt, publicKey } = recipient;
    const name = `${cost.memoryPower} ${cost.passes} ${salt.toString('hex')} ${publicKey.toString('hex')}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const pair = await this.#keyFor(recipient);
    const key = pair.publicKey.equals(publicKey) ? pair : null;
    this.#known.set(name, key);
    return key;
  }
}
