import { rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { lookAtJson, syncFolder, writeDurably } from '../system/durable-file.ts';
import type { Recipient } from './segment-header.ts';

const bytes = (length: number) =>
  z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((found) => found.length === length);

const schema = z.object({
  folder: z.string().min(1),
  memoryPower: z.int().min(3).max(21),
  passes: z.int().min(1).max(10),
  salt: bytes(16),
  publicKey: bytes(32),
});

/** Where the copy goes, and to whom it is sealed. Nothing of it is secret. */
export type CopyChoice = { folder: string; recipient: Recipient };

const fileIn = (dataDir: string) => path.join(dataDir, 'copy.json');

/** What staff have chosen; null if there is to be no copy, and `lost` if that can't be read. */
export function readChoice(dataDir: string): CopyChoice | 'lost' | null {
  try {
    const found = lookAtJson(fileIn(dataDir), schema.parse);
    if (found.is !== 'sound') return found.is === 'missing' ? null : 'lost';
    const { folder, memoryPower, passes, salt, publicKey } = found.value;
    return { folder, recipient: { cost: { memoryPower, passes }, salt, publicKey } };
  } catch {
    return 'lost';
  }
}

/** Keeps what staff have chosen, over restarts; null ends the copy. @throws the file system's error */
export function keepChoice(dataDir: string, choice: CopyChoice | null): void {
  const file = fileIn(dataDir);
  if (choice === null) {
    rmSync(file, { force: true });
    syncFolder(dataDir);
    return;
  }
  const { folder, recipient } = choice;
  const kept: z.input<typeof schema> = {
    folder,
    ...recipient.cost,
    salt: recipient.salt.toString('base64'),
    publicKey: recipient.publicKey.toString('base64'),
  };
  writeDurably(file, `${JSON.stringify(kept)}\n`);
}
