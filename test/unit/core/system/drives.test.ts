import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { AttachedDrives, drivesIn, foldersOf } from '../../../../electron/core/system/drives.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

const MOUNTS = `sysfs /sys sysfs rw,nosuid 0 0
/dev/sda2 / ext4 rw,relatime 0 0
/dev/sdb1 /media/kiosk/STICK vfat rw,nosuid,nodev 0 0
/dev/sdc1 /run/media/kiosk/Two\\040words exfat rw,nosuid 0 0
/dev/sdd1 /media/kiosk/Größe ext4 rw 0 0
/dev/sr0 /media/kiosk/CD iso9660 ro,nosuid 0 0
tmpfs /media tmpfs rw 0 0
/dev/sde1 /mnt/disk ext4 rw 0 0
`;

test('the sticks in the system’s list are found, but for those that can’t be written', () => {
  expect(drivesIn(MOUNTS)).toEqual([
    '/media/kiosk/STICK',
    '/run/media/kiosk/Two words',
    '/media/kiosk/Größe',
  ]);
});

test('where the system doesn’t tell, there are none', async () => {
  expect(await foldersOf('win32')).toEqual([]);
  expect(await new AttachedDrives().list()).toSatisfy(Array.isArray);
});

test('a drive that hangs is asked once however often somebody looks, and again once it has answered', async () => {
  const clock = new ManualClock();
  let answer = () => {};
  const hangs = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const asked: string[] = [];
  const drives = new AttachedDrives({
    clock,
    folders: async () => ['/media/good', '/media/hangs'],
    ask: async (folder) => {
      asked.push(folder);
      if (folder === '/media/hangs') await hangs;
      return { folder, free: 7 };
    },
  });
  const timesAsked = (folder: string) => asked.filter((each) => each === folder).length;
  const good = { folder: '/media/good', free: 7 };
  for (let n = 1; n <= 5; n += 1) {
    // Two pages at a time, both of which wait.
    const lists = Promise.all([drives.list(), drives.list()]);
    await nextTurn();
    clock.advance(2000);
    expect(await lists).toEqual([[good], [good]]);
    expect([timesAsked('/media/good'), timesAsked('/media/hangs')]).toEqual([n, 1]);
  }
  answer();
  await nextTurn();
  expect(await drives.list()).toEqual([good, { folder: '/media/hangs', free: 7 }]);
  expect(timesAsked('/media/hangs')).toBe(2);
});
