import { PAGE_SIZE } from './wal-frames.ts';

/** https://sqlite.org/fileformat2.html#b_tree_pages */
const INDEX_LEAF = 0x0a;
const INDEX_INTERIOR = 0x02;

/** Bytes. This is far more than any row of ours has. */
const LONGEST_ROW = 2 ** 20;

export type Value = null | number | string | Buffer;

/** A row of a table or an entry of an index, as a page holds it. Its columns have no names there. */
export type PageRow = {
  /** Null for an entry of an index. */
  rowid: number | null;
  values: Value[];
};

export type Page = {
  bytes: Buffer;
  /** Whether it is the first page, which has the file's header before its own. */
  first: boolean;
  /** Gives an overflow page, on which a long row continues, or null if there is no such page. */
  follow: (page: number) => Buffer | null;
};

/**
 * Reads every readable row of one page.
 *
 * It needs neither another page of the tree nor the schema, so it also finds the rows of a tree whose upper pages are
 * lost. A row that makes no sense is left out. A page whose kind can't be read is taken for a table's.
 */
export function rowsOf(page: Page): PageRow[] {
  const start = page.first ? 100 : 0;
  const kind = page.bytes[start];
  const index = kind === INDEX_LEAF || kind === INDEX_INTERIOR;
  const pointers = start + (kind === INDEX_INTERIOR ? 12 : 8);
  const count = page.bytes.readUInt16BE(start + 3);
  const rows: PageRow[] = [];
  for (let i = 0; i < count && pointers + 2 * i + 2 <= PAGE_SIZE; i++) {
    const at = page.bytes.readUInt16BE(pointers + 2 * i);
    const row = attempt(() =>
      index ? indexRow(page, at + (kind === INDEX_INTERIOR ? 4 : 0)) : tableRow(page, at),
    );
    if (row) rows.push(row);
  }
  return rows;
}

class Nonsense extends Error {}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    // A RangeError means that a number pointed outside the page; a TypeError, that bytes were not UTF-8.
    if (error instanceof Nonsense || error instanceof RangeError || error instanceof TypeError) {
      return null;
    }
    throw error;
  }
}

function tableRow(page: Page, at: number): PageRow {
  const length = varint(page.bytes, at);
  const rowid = varint(page.bytes, length.next);
  const record = payload(page, rowid.next, length.value, PAGE_SIZE - 35);
  return { rowid: rowid.value, values: decode(record) };
}

function indexRow(page: Page, at: number): PageRow {
  const length = varint(page.bytes, at);
  const most = Math.floor(((PAGE_SIZE - 12) * 64) / 255) - 23;
  return { rowid: null, values: decode(payload(page, length.next, length.value, most)) };
}

/** @param most how many bytes of a row a page holds before the rest continues on other pages */
function payload({ bytes, follow }: Page, at: number, length: number, most: number): Buffer {
  if (length < 2 || length > LONGEST_ROW) throw new Nonsense();
  const least = Math.floor(((PAGE_SIZE - 12) * 32) / 255) - 23;
  const wished = least + ((length - least) % (PAGE_SIZE - 4));
  const here = length <= most ? length : wished <= most ? wished : least;
  if (at + here > PAGE_SIZE) throw new Nonsense();
  if (here === length) return bytes.subarray(at, at + here);
  const parts = [bytes.subarray(at, at + here)];
  let missing = length - here;
  for (let next = bytes.readUInt32BE(at + here); missing > 0; ) {
    const page = follow(next);
    if (page === null) throw new Nonsense();
    const part = page.subarray(4, Math.min(PAGE_SIZE, 4 + missing));
    parts.push(part);
    missing -= part.length;
    next = page.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How many bytes an integer has, by its serial type. */
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6];

function decode(record: Buffer): Value[] {
  const header = varint(record, 0);
  if (header.value > record.length) throw new Nonsense();
  const values: Value[] = [];
  let body = header.value;
  for (let at = header.next; at < header.value; ) {
    const type = varint(record, at);
    at = type.next;
    const { value, bytes } = column(record, type.value, body);
    values.push(value);
    body += bytes;
  }
  if (body !== record.length) throw new Nonsense();
  return values;
}

function column(record: Buffer, type: number, at: number): { value: Value; bytes: number } {
  if (type === 0) return { value: null, bytes: 0 };
  if (type === 8 || type === 9) return { value: type - 8, bytes: 0 };
  if (type === 7) return { value: record.readDoubleBE(at), bytes: 8 };
  if (type === 6) return { value: Number(record.readBigInt64BE(at)), bytes: 8 };
  if (type < 6) {
    const bytes = INTEGER_BYTES[type] as number;
    return { value: record.readIntBE(at, bytes), bytes };
  }
  if (type < 12) throw new Nonsense();
  const bytes = (type - (type % 2 === 0 ? 12 : 13)) / 2;
  if (at + bytes > record.length) throw new Nonsense();
  const part = record.subarray(at, at + bytes);
  return { value: type % 2 === 0 ? Buffer.from(part) : utf8.decode(part), bytes };
}

/** Reads one of SQLite's variable-length integers. None of those that we read is long enough to have a ninth byte. */
function varint(bytes: Buffer, at: number): { value: number; next: number } {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = bytes.readUInt8(at + i);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: at + i + 1 };
  }
  throw new Nonsense();
}
