import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { wipeFolder } from '../../../electron/settings/wipe-folder.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test('leaves nothing but what the running process holds and what came from outside', () => {
  const folder = temporaryFolder();
  for (const sub of ['logs', 'crashes/completed', 'crashes/pending', 'shell/Cache']) {
    mkdirSync(path.join(folder, sub), { recursive: true });
  }
  const files = [
    'device.json',
    'device.key',
    'device.key.sealed',
    'device.key.new',
    'kiosk.db',
    'kiosk.db-wal',
    'kiosk.db-shm',
    'settings.json',
    'settings.json.damaged',
    'staff.json',
    'staff-tries.json',
    'restarts.json',
    'crashes/completed/a.dmp',
    'crashes/pending/b.dmp',
    'crashes/pending/b.meta',
    'crashes/settings.dat',
    'environment',
    'logs/kiosk.log',
    'logs/20260203-0900-01-kiosk.log',
    'instance.lock',
    'logs/shell.log',
    'shell/Cache/x',
  ];
  for (const file of files) writeFileSync(path.join(folder, file), 'x');
  wipeFolder(folder);
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
