import { createHmac } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isCacheFile } from '../system/own-names.ts';
import { decodeAnswer, encodeAnswer } from './answer-file.ts';
import type { KeptAnswer } from './freshness.ts';

/** How much is kept. The oldest answers go first. */
export type StoreLimits = { answers: number; bytes: number };

/** A programme of 2,000 sessions has 20 pages of at most a mebibyte each, and there is one picture. */
const LIMITS: StoreLimits = { answers: 64, bytes: 24 * 1024 * 1024 };

/**
 * How far a file may lag behind what the server has said anew about the answer in it, in milliseconds. After a restart
 * the server is then asked a little earlier, which costs less than writing a mebibyte for each 304.
 */
const LAG_MS = 15 * 60_000;

/** What is known of a file. */
type Known = {
  size: number;
  /** The answer's `heardAt` in the file; null until the file has been read. */
  heardAt: number | null;
  /** What the server has said about the answer since then. */
  news: Omit<KeptAnswer, 'body'> | null;
};

/** Windows doesn't have the last two flags. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

export type AnswerStoreOptions = {
  folder: string;
  /** Whose answers these are: the address and the key. Those of anybody else are removed. */
  owner: readonly string[];
  /** Keys the hashes, so that a file's name tells nothing about the address or the key. */
  secret: string;
  limits?: StoreLimits;
  /** Called when the disk refuses something. Nothing is kept then, and nothing fails. */
  onProblem: (error: unknown) => void;
};

/**
 * Keeps answers as files, one for each address. It never throws: whatever can't be read is missing, and whatever can't
 * be written isn't kept. It makes no synchronous call, and forces nothing to the disk, so no scan waits for it.
 */
export class AnswerStore {
  readonly #options: AnswerStoreOptions;
  readonly #owner: string;
  /** The files by their names, the oldest first; undefined until the folder has been looked at. */
  #files: Map<string, Known> | undefined;
  /** Changes are made one at a time. */
  #turn: Promise<void> = Promise.resolve();

  constructor(options: AnswerStoreOptions) {
    this.#options = options;
    this.#owner = this.#hash(options.owner).slice(0, 16);
  }

  /** The answer that is kept for an address, or null. */
  async read(url: string): Promise<KeptAnswer | null> {
    await this.#inTurn(() => this.#look());
    const name = this.#nameOf(url);
    if (!this.#files?.has(name)) return null;
    try {
      const kept = decodeAnswer(await this.#readFile(name));
      if (kept === null) {
        await this.remove(url);
        return null;
      }
      const known = this.#files.get(name);
      if (known) known.heardAt ??= kept.heardAt;
      // A file that was replaced meanwhile has news of its own.
      return known?.heardAt === kept.heardAt ? { ...kept, ...known.news } : kept;
    } catch (error) {
      this.#options.onProblem(error);
      return null;
    }
  }

  write(url: string, kept: KeptAnswer): Promise<void> {
    return this.#inTurn(async () => this.#write(this.#nameOf(url), kept, await this.#look()));
  }

  /** Keeps what the server has said anew about an answer whose body is as it was. */
  renew(url: string, kept: KeptAnswer): Promise<void> {
    return this.#inTurn(async () => {
      const files = await this.#look();
      const name = this.#nameOf(url);
      const known = files.get(name);
      if (!known || known.heardAt === null || Math.abs(kept.heardAt - known.heardAt) >= LAG_MS) {
        await this.#write(name, kept, files);
        return;
      }
      const { body: _, ...news } = kept;
      files.delete(name);
      files.set(name, { ...known, news });
    });
  }

  remove(url: string): Promise<void> {
    return this.#inTurn(async () => this.#unlink(this.#nameOf(url), await this.#look()));
  }

  /** Removes everything. */
  clear(): Promise<void> {
    return this.#inTurn(async () => {
      const files = await this.#look();
      for (const name of [...files.keys()]) await this.#unlink(name, files);
    });
  }

  #inTurn(work: () => Promise<unknown>): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      try {
        await work();
      } catch (error) {
        this.#options.onProblem(error);
      }
    });
    return this.#turn;
  }

  /** Looks at the folder once: removes what belonged to others or was half written, and learns the rest. */
  async #look(): Promise<Map<string, Known>> {
    if (this.#files) return this.#files;
    const { folder } = this.#options;
    await makePrivateFolder(folder);
    const found: { name: string; size: number; at: number }[] = [];
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const { name } = entry;
      if (!isCacheFile(name) || entry.isDirectory()) continue;
      const isWhole = entry.isFile() && !name.endsWith('.new');
      if (!isWhole || !name.startsWith(`${this.#owner}-`)) await unlink(path.join(folder, name));
      else {
        const { size, mtimeMs: at } = await stat(path.join(folder, name));
        found.push({ name, size, at });
      }
    }
    found.sort((a, b) => a.at - b.at);
    this.#files = new Map(
      found.map(({ name, size }) => [name, { size, heardAt: null, news: null }]),
    );
    return this.#files;
  }

  async #write(name: string, kept: KeptAnswer, files: Map<string, Known>) {
    const bytes = encodeAnswer(kept);
    const { limits = LIMITS } = this.#options;
    if (bytes.length > limits.bytes) return;
    await this.#replaceFile(name, bytes);
    files.delete(name);
    files.set(name, { size: bytes.length, heardAt: kept.heardAt, news: null });
    await this.#keepWithin(limits, files);
  }

  async #readFile(name: string): Promise<Buffer> {
    const file = path.join(this.#options.folder, name);
    const handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const { limits = LIMITS } = this.#options;
      const { size } = await handle.stat();
      return size > limits.bytes ? Buffer.alloc(0) : await handle.readFile();
    } finally {
      await handle.close();
    }
  }

  async #replaceFile(name: string, bytes: Buffer) {
    const file = path.join(this.#options.folder, name);
    const fresh = `${file}.new`;
    // An earlier start may have left it half written. A new file can't be somebody's link to another one.
    await unlink(fresh).catch(() => {});
    try {
      await writeFile(fresh, bytes, { mode: 0o600, flag: 'wx' });
      await rename(fresh, file);
    } catch (error) {
      await unlink(fresh).catch(() => {});
      throw error;
    }
  }

  async #keepWithin({ answers, bytes }: StoreLimits, files: Map<string, Known>) {
    let total = [...files.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [name, { size }] of files) {
      if (files.size <= answers && total <= bytes) return;
      await this.#unlink(name, files);
      total -= size;
    }
  }

  async #unlink(name: string, files: Map<string, Known>) {
    if (!files.delete(name)) return;
    await unlink(path.join(this.#options.folder, name));
  }

  #nameOf(url: string): string {
    return `${this.#owner}-${this.#hash([url]).slice(0, 32)}`;
  }

  #hash(of: readonly string[]): string {
    return createHmac('sha256', this.#options.secret).update(JSON.stringify(of)).digest('hex');
  }
}

async function makePrivateFolder(folder: string) {
  try {
    await mkdir(folder, { mode: 0o700 });
    // A strict umask may have taken rights away from this user as well.
    await chmod(folder, 0o700);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
