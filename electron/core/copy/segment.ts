import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type CopyRecord, packRecord, unpackRecord } from './record.ts';
import { type Header, type Recipient, type readHeader, writeHeader } from './segment-header.ts';
import { type KeyPair, newKeyPair, segmentKey } from './segment-keys.ts';

const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;

/** More than any record has. A length beyond this is damage. */
const MOST_BYTES = 64 * 1024;

/**
 * Seals the records of one new segment, one after the other. It needs no secret of the passphrase's, and keeps none that
 * opens them again once it is forgotten.
 */
export class SegmentSealer {
  readonly header: Buffer;
  readonly #key: Buffer;
  #count = 0;
  #lastTag: Buffer = Buffer.alloc(0);

  /** @param own the segment's own key pair, never used for another */
  constructor(recipient: Recipient, device: string, own: KeyPair = newKeyPair()) {
    this.header = writeHeader({ recipient, ephemeral: own.publicKey, device });
    this.#key = segmentKey(own.privateKey, recipient.publicKey, this.header);
  }

  /** The bytes of the next record. They belong right after those of the one before. */
  seal(record: CopyRecord): Buffer {
    const cipher = createCipheriv(CIPHER, this.#key, nonceOf(this.#count)).setAAD(this.#lastTag);
    const sealed = Buffer.concat([cipher.update(packRecord(record)), cipher.final()]);
    this.#lastTag = cipher.getAuthTag();
    this.#count += 1;
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(sealed.length + TAG_BYTES);
    return Buffer.concat([length, sealed, this.#lastTag]);
  }
}

/** What was read of a segment. */
export type ReadSegment = {
  records: CopyRecord[];
  /**
   * How it ends: `ended` in order; `open`, as it is while a device writes, or has lost its power between two writes;
   * `torn` within its last write; `damaged` where more follows that can't be read.
   */
  ends: 'ended' | 'open' | 'torn' | 'damaged';
  /** How many bytes at its end could not be read. */
  unread: number;
  /** How many records this version can't use. */
  unknown: number;
};

/** Reads the records of a segment up to the first that was changed, moved, left out or cut short. */
export function openSegment(
  file: Buffer,
  { header, bytes }: OpenHeader,
  own: KeyPair,
): ReadSegment {
  const key = segmentKey(own.privateKey, header.ephemeral, bytes);
  const records: CopyRecord[] = [];
  let [at, count, lastTag]: [number, number, Buffer] = [bytes.length, 0, Buffer.alloc(0)];
  let unknown = 0;
  while (at < file.length) {
    const next = recordAt(file, at);
    const opened = next && openRecord(next, key, count, lastTag);
    if (!next || !opened) {
      return { records, ends: endOf(file, at), unread: file.length - at, unknown };
    }
    const record = unpackRecord(opened);
    if (record) records.push(record);
    else unknown += 1;
    if (record?.is === 'end') {
      const unread = file.length - next.end;
      return { records, ends: unread > 0 ? 'damaged' : 'ended', unread, unknown };
    }
    [at, count, lastTag] = [next.end, count + 1, next.tag];
  }
  return { records, ends: 'open', unread: 0, unknown };
}

export type OpenHeader = Extract<ReturnType<typeof readHeader>, { ok: true }> & { header: Header };

type Framed = { sealed: Buffer; tag: Buffer; end: number };

/** The record that begins there; null if it isn't whole. */
function recordAt(file: Buffer, at: number): Framed | null {
  if (file.length - at < LENGTH_BYTES) return null;
  const length = file.readUInt32BE(at);
  const end = at + LENGTH_BYTES + length;
  if (length < TAG_BYTES || length > MOST_BYTES || end > file.length) return null;
  return {
    sealed: file.subarray(at + LENGTH_BYTES, end - TAG_BYTES),
    tag: file.subarray(end - TAG_BYTES, end),
    end,
  };
}

function openRecord({ sealed, tag }: Framed, key: Buffer, count: number, lastTag: Buffer) {
  const decipher = createDecipheriv(CIPHER, key, nonceOf(count), { authTagLength: TAG_BYTES });
  decipher.setAAD(lastTag).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    return null;
  }
}

/**
 * What stands at the end of a segment that can't be read on. A write that was cut short leaves less than its record, or,
 * where the file had its new length before its content, zeros.
 */
function endOf(file: Buffer, at: number): 'torn' | 'damaged' {
  const rest = file.subarray(at);
  if (rest.every((byte) => byte === 0) || rest.length < LENGTH_BYTES) return 'torn';
  const length = rest.readUInt32BE();
  const isWhole = length < TAG_BYTES || length > MOST_BYTES || rest.length >= LENGTH_BYTES + length;
  const zeros = rest.subarray(-TAG_BYTES).every((byte) => byte === 0);
  return isWhole && !zeros ? 'damaged' : 'torn';
}

function nonceOf(count: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(count, 8);
  return nonce;
}
