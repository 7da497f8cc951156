import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FolderInUseError, lockDataFolder } from '../../../electron/core/system/folder-lock.ts';
import { strangersIn, wipeFolder } from '../../../electron/settings/wipe-folder.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test('leaves nothing but what the running process holds and what came from outside', async () => {
  const folder = temporaryFolder();
  for (const sub of [
    'logs',
    'http-cache',
    'crashes/completed',
    'crashes/pending',
    'shell/Cache',
    'hub/streams/jetstream',
    'kiosk-damaged-2026-11-22T19-05-00Z',
    'kiosk-damaged-2026-11-22T19-05-00Z-2',
  ]) {
    mkdirSync(path.join(folder, sub), { recursive: true });
  }
  const files = [
    'device.json',
    'device.key',
    'device.key.sealed',
    'device.key.new',
    'device.join',
    'device.join.sealed',
    'device.join.new',
    'logo.png',
    'logo.png.new',
    'kiosk.db',
    'kiosk.db-wal',
    'kiosk.db-shm',
    'kiosk.db-suspect',
    'kiosk-damaged-2026-11-22T19-05-00Z/kiosk.db',
    'kiosk-damaged-2026-11-22T19-05-00Z/kiosk.db-wal-2',
    'kiosk-damaged-2026-11-22T19-05-00Z-2/salvage.json',
    'device.json.damaged-2',
    'settings.json',
    'settings.json.damaged',
    'staff.json',
    'staff-tries.json',
    'passphrase-tries.json',
    'steward.json',
    'conference.json',
    'closure.json',
    'restarts.json',
    'crashes/completed/a.dmp',
    'crashes/pending/b.dmp',
    'crashes/pending/b.meta',
    'crashes/settings.dat',
    'environment',
    'logs/kiosk.log',
    'logs/20260203-0900-01-kiosk.log',
    'logs/hub.log',
    'hub/hub.json',
    'hub/streams/jetstream/1.blk',
    'http-cache/0123456789abcdef-0123456789abcdef0123456789abcdef',
    'http-cache/0123456789abcdef-0123456789abcdef0123456789abcdee.new',
    'instance.lock',
    'logs/shell.log',
    'shell/Cache/x',
  ];
  for (const file of files) writeFileSync(path.join(folder, file), 'x');
  expect(strangersIn(folder, 9)).toEqual([]);
  await wipeFolder(folder);
  const left = readdirSync(folder, { recursive: true }).map(String).sort();
  expect(left).toEqual([
    'crashes',
    'crashes/completed',
    'crashes/pending',
    'crashes/settings.dat',
    'environment',
    'instance.lock',
    'logs',
    'logs/shell.log',
    'shell',
    'shell/Cache',
    'shell/Cache/x',
  ]);
});

test('deletes nothing while a command is the hub there', async () => {
  const folder = temporaryFolder();
  const hub = path.join(folder, 'hub');
  const endHub = lockDataFolder(hub);
  for (const file of ['device.key', 'hub/hub.json']) writeFileSync(path.join(folder, file), 'x');
  const before = readdirSync(folder, { recursive: true });
  await expect(wipeFolder(folder)).rejects.toThrow(FolderInUseError);
  expect(readdirSync(folder, { recursive: true })).toEqual(before);
  endHub();
  await wipeFolder(folder);
  expect(readdirSync(folder)).toEqual([]);
});

test('leaves what it has not made, and names it', async () => {
  const folder = temporaryFolder();
  const strangers = [
    'crashes/notes.txt',
    'http-cache/notes.txt',
    'kiosk-damaged-2026-11-22T19-05-00Z/kiosk.db/salvage.json',
    'kiosk.db.backup',
    'kiosk.sqlite',
    'logs/kiosk.log.zip',
    'settings.json/mine',
    'holiday/pictures',
  ];
  for (const file of [...strangers, 'logs/kiosk.log', 'device.key']) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), 'x');
  }
  await wipeFolder(folder);
  const left = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  expect(left.sort()).toEqual(strangers.toSorted());
  expect(strangersIn(folder, 9)).toEqual([
    'crashes/notes.txt',
    'holiday',
    'http-cache/notes.txt',
    'kiosk-damaged-2026-11-22T19-05-00Z/kiosk.db',
    'kiosk.db.backup',
    'kiosk.sqlite',
    'logs/kiosk.log.zip',
    'settings.json',
  ]);
  expect(strangersIn(folder, 2)).toHaveLength(2);
});

test
  .skipIf(process.platform === 'win32')
  .each(['logs', 'crashes', 'kiosk-damaged-2026-11-22T19-05-00Z'])(
  'unlinks a link in the place of %s, and leaves what is behind it',
  async (name) => {
    const folder = temporaryFolder();
    const elsewhere = temporaryFolder();
    for (const file of ['kiosk.log', 'kiosk.db', 'a.dmp']) {
      writeFileSync(path.join(elsewhere, file), 'precious');
    }
    symlinkSync(elsewhere, path.join(folder, name));
    symlinkSync(path.join(elsewhere, 'kiosk.db'), path.join(folder, 'kiosk.db'));
    mkdirSync(path.join(folder, name === 'crashes' ? 'logs' : 'crashes'));
    const inside = path.join(folder, name === 'crashes' ? 'logs' : 'crashes', 'completed');
    symlinkSync(elsewhere, inside);
    await wipeFolder(folder);
    expect(readdirSync(folder)).toEqual([name === 'crashes' ? 'logs' : 'crashes']);
    expect(readdirSync(elsewhere).sort()).toEqual(['a.dmp', 'kiosk.db', 'kiosk.log']);
    expect(readFileSync(path.join(elsewhere, 'kiosk.db'), 'utf8')).toBe('precious');
  },
);
