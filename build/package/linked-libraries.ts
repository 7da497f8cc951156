import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** A library that a program needs before it can start, with the versions of its interfaces that it asks for. */
export type LinkedLibrary = { library: string; versions: string[] };

// What the ELF format calls these entries. A program names its libraries in the dynamic section, and the versions that
// it needs of them in a list of their own.
const LOADED = 1;
const DYNAMIC = 2;
const NEEDED = 1;
const STRING_TABLE = 5;
const VERSIONS = 0x6ffffffe;
const VERSION_COUNT = 0x6fffffff;

/**
 * The libraries that a 64-bit program or library for Linux is linked with. The machine that it is for may be another one
 * than this.
 *
 * @returns null if the file is neither a program nor a library
 */
export function linkedLibraries(file: string): LinkedLibrary[] | null {
  if (!isElf(file)) return null;
  const image = readFileSync(file);
  const { segments, dynamic } = segmentsOf(image);
  const entries = dynamicEntries(image, dynamic);
  const place = (tag: number) => fileOffset(segments, entries.get(tag)?.[0] ?? 0);
  const strings = place(STRING_TABLE);
  const text = (at: number) =>
    image.toString('latin1', strings + at, image.indexOf(0, strings + at));
  const versions = neededVersions(image, place(VERSIONS), entries.get(VERSION_COUNT)?.[0] ?? 0);
  return (entries.get(NEEDED) ?? []).map(text).map((library) => ({
    library,
    versions: versions.filter(({ of }) => text(of) === library).map(({ name }) => text(name)),
  }));
}

function isElf(file: string): boolean {
  const start = Buffer.alloc(5);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, start, 0, start.length, 0);
  } finally {
    closeSync(opened);
  }
  return start.toString('latin1') === '\x7fELF\x02';
}

type Segment = { offset: number; address: number; size: number };

function segmentsOf(image: Buffer): { segments: Segment[]; dynamic: Segment | undefined } {
  const table = Number(image.readBigUInt64LE(0x20));
  const entrySize = image.readUInt16LE(0x36);
  const segments: Segment[] = [];
  let dynamic: Segment | undefined;
  for (let index = 0; index < image.readUInt16LE(0x38); index += 1) {
    const at = table + index * entrySize;
    const segment = {
      offset: Number(image.readBigUInt64LE(at + 8)),
      address: Number(image.readBigUInt64LE(at + 16)),
      size: Number(image.readBigUInt64LE(at + 32)),
    };
    const kind = image.readUInt32LE(at);
    if (kind === LOADED) segments.push(segment);
    if (kind === DYNAMIC) dynamic = segment;
  }
  return { segments, dynamic };
}

/** The values of the dynamic section, by their tags. */
function dynamicEntries(image: Buffer, dynamic: Segment | undefined): Map<number, number[]> {
  const entries = new Map<number, number[]>();
  if (!dynamic) return entries;
  for (let at = dynamic.offset; at < dynamic.offset + dynamic.size; at += 16) {
    const tag = Number(image.readBigUInt64LE(at));
    const value = Number(image.readBigUInt64LE(at + 8));
    entries.set(tag, [...(entries.get(tag) ?? []), value]);
  }
  return entries;
}

function fileOffset(segments: Segment[], address: number): number {
  const around = segments.find(
    (each) => address >= each.address && address < each.address + each.size,
  );
  return around ? address - around.address + around.offset : 0;
}

/** The versions that are needed: where in the strings the library's name and the version's begin. */
function neededVersions(image: Buffer, start: number, count: number) {
  const versions: { of: number; name: number }[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    const of = image.readUInt32LE(at + 4);
    let each = at + image.readUInt32LE(at + 8);
    for (let left = image.readUInt16LE(at + 2); left > 0; left -= 1) {
      versions.push({ of, name: image.readUInt32LE(each + 8) });
      each += image.readUInt32LE(each + 12);
    }
    at += image.readUInt32LE(at + 12);
  }
  return versions;
}
