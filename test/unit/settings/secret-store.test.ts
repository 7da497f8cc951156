import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileKeyStore, keyStore } from '../../../electron/settings/key-store.ts';
import { type Seal, sealedSecret } from '../../../electron/settings/secret-store.ts';
import { filesWith } from '../../e2e/fixtures/folder-contents.ts';
import { JOIN_LINE, JOIN_SECRETS, NEWER_JOIN_LINE } from '../../fixtures/a-join-line.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const KEY = { origin: 'https://a.example', key: 'cat_kept' };

/** A keyring whose sealed texts show nothing, and which opens only its own. */
function keyring(name: string): Seal {
  return {
    seal: (text) => `${name}:${Buffer.from(text).toString('hex')}`,
    open: (sealed) => {
      const [by, hex = ''] = sealed.split(':');
      if (by !== name) throw new Error('sealed elsewhere');
      return Buffer.from(hex, 'hex').toString();
    },
  };
}

const sealedStore = (dataDir: string, name = 'ours') =>
  keyStore(dataDir, 'keyring', (kept) => sealedSecret(kept, keyring(name)));

describe('without a keyring', () => {
  test('the line is in a file of its own, for this user alone, and not with the key', () => {
    const dataDir = temporaryFolder();
    const store = fileKeyStore(dataDir);
    store.save(KEY);
    store.joinLine.save(JOIN_LINE);
    expect(filesWith(dataDir, JOIN_LINE)).toEqual(['device.join']);
    expect(filesWith(dataDir, KEY.key)).toEqual(['device.key']);
    expect(statSync(path.join(dataDir, 'device.join')).mode & 0o077).toBe(0);
    expect(fileKeyStore(dataDir).joinLine.load()).toBe(JOIN_LINE);
    store.joinLine.save(null);
    expect(readdirSync(dataDir)).toEqual(['device.key']);
    expect(fileKeyStore(dataDir).joinLine.load()).toBeNull();
    expect(fileKeyStore(dataDir).load()).toEqual(KEY);
  });

  test.each([
    ['of a later version', JSON.stringify(NEWER_JOIN_LINE)],
    ['that is damaged', JSON.stringify(JOIN_LINE.slice(0, -1))],
    ['that isn’t even JSON', JOIN_LINE],
  ])('a line %s counts as none, and stays where it is', (_, text) => {
    const dataDir = temporaryFolder();
    const file = path.join(dataDir, 'device.join');
    writeFileSync(file, text);
    expect(fileKeyStore(dataDir).joinLine.load()).toBeNull();
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('with a keyring', () => {
  test('nothing of the line is in the folder as it is', () => {
    const dataDir = temporaryFolder();
    sealedStore(dataDir).joinLine.save(JOIN_LINE);
    expect(JOIN_SECRETS.flatMap((secret) => filesWith(dataDir, secret))).toEqual([]);
    expect(readdirSync(dataDir)).toEqual(['device.join.sealed']);
    expect(sealedStore(dataDir).joinLine.load()).toBe(JOIN_LINE);
    sealedStore(dataDir).joinLine.save(null);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test('a line that was saved without it is sealed by the next start', () => {
    const dataDir = temporaryFolder();
    fileKeyStore(dataDir).joinLine.save(JOIN_LINE);
    expect(sealedStore(dataDir).joinLine.load()).toBe(JOIN_LINE);
    expect(readdirSync(dataDir)).toEqual(['device.join.sealed']);
  });

  test('what another keyring has sealed can’t be read, and is left until a new one is saved', () => {
    const dataDir = temporaryFolder();
    sealedStore(dataDir, 'another').joinLine.save(JOIN_LINE);
    expect(sealedStore(dataDir).joinLine.load()).toBeNull();
    expect(sealedStore(dataDir, 'another').joinLine.load()).toBe(JOIN_LINE);
    // Saved while there is no keyring at all, it takes the sealed one's place.
    fileKeyStore(dataDir).joinLine.save(JOIN_LINE);
    expect(readdirSync(dataDir)).toEqual(['device.join']);
  });
});
