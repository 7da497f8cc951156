import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readCode } from '../../../electron/provisioning/code-text.ts';
import type { Contents } from '../../../electron/provisioning/contents.ts';
import { openCode, sealBytes } from '../../../electron/provisioning/seal.ts';

/** The codes that docs/provisioning.md shows, so that another program can make and read them. */

type Vector = {
  passphrase: string;
  cost: { memoryPower: number; passes: number };
  salt: string;
  nonce: string;
  packed: string;
  code: string;
  contents: Contents;
};

const page = readFileSync(
  path.resolve(import.meta.dirname, '../../../docs/provisioning.md'),
  'utf8',
);
const VECTORS: Vector[] = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '[]');

test('the page shows two codes', () => {
  expect(VECTORS).toHaveLength(2);
});

test.each(VECTORS)('the code for $contents.location is made and read', async (vector) => {
  const { passphrase, cost, salt, nonce, packed, code, contents } = vector;
  const hex = (text: string) => Buffer.from(text, 'hex');
  const drawn = { salt: hex(salt), nonce: hex(nonce), cost };
  expect(await sealBytes(hex(packed), passphrase, drawn)).toBe(code);
  const read = readCode(code);
  if (!read.ok) throw new Error(read.problem);
  expect(await openCode(read.code, passphrase, 0)).toEqual({ ok: true, contents });
});
