const MAGIC = Buffer.from('CKCOPY', 'latin1');

/** The version of the format that this app writes and reads. */
export const FORMAT = 1;

const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** Magic, version, the two numbers of the cost, salt, two keys and the length of the device's name. */
const FIXED = MAGIC.length + 3 + SALT_BYTES + 2 * KEY_BYTES + 1;

/** What it costs to derive a key from the passphrase by Argon2id: 2^`memoryPower` KiB, and so many passes. */
export type Cost = { memoryPower: number; passes: number };

/** More than any version of this app has used. A header that asks for more would only exhaust the machine. */
const MOST_COST: Cost = { memoryPower: 21, passes: 10 };

/** To whom a copy is sealed. None of it is secret. */
export type Recipient = { cost: Cost; salt: Buffer; publicKey: Buffer };

/** What stands before the records of a segment. */
export type Header = {
  recipient: Recipient;
  /** The segment's own public key. */
  ephemeral: Buffer;
  /** The id of the device that writes. */
  device: string;
};

export function writeHeader({ recipient, ephemeral, device }: Header): Buffer {
  const { cost, salt, publicKey } = recipient;
  const name = Buffer.from(device, 'utf8');
  return Buffer.concat([
    MAGIC,
    Buffer.of(FORMAT, cost.memoryPower, cost.passes),
    salt,
    publicKey,
    ephemeral,
    Buffer.of(name.length),
    name,
  ]);
}

export type ReadHeader =
  | { ok: true; header: Header; bytes: Buffer }
  /** `cut` has not even a whole header: its first write was cut short. */
  | { ok: false; problem: 'not-a-copy' | 'newer' | 'cut' };

/** Reads the header that a segment begins with. */
export function readHeader(file: Buffer): ReadHeader {
  const begin = file.subarray(0, MAGIC.length);
  if (!MAGIC.subarray(0, begin.length).equals(begin)) return { ok: false, problem: 'not-a-copy' };
  const version = file[MAGIC.length];
  if (version !== undefined && version > FORMAT) return { ok: false, problem: 'newer' };
  const end = FIXED + (file[FIXED - 1] ?? 0);
  if (file.length < FIXED || file.length < end) return { ok: false, problem: 'cut' };
  let at = MAGIC.length + 1;
  const take = (length: number) => {
    at += length;
    return file.subarray(at - length, at);
  };
  const [memoryPower = 0, passes = 0] = take(2);
  const [salt, publicKey, ephemeral] = [take(SALT_BYTES), take(KEY_BYTES), take(KEY_BYTES)];
  if (version !== FORMAT || !isAffordable({ memoryPower, passes })) {
    return { ok: false, problem: 'not-a-copy' };
  }
  const device = file.subarray(FIXED, end).toString('utf8');
  const recipient = { cost: { memoryPower, passes }, salt, publicKey };
  return { ok: true, header: { recipient, ephemeral, device }, bytes: file.subarray(0, end) };
}

function isAffordable({ memoryPower, passes }: Cost): boolean {
  return (
    memoryPower >= 3 &&
    memoryPower <= MOST_COST.memoryPower &&
    passes >= 1 &&
    passes <= MOST_COST.passes
  );
}
