import { expect, test } from 'vitest';
import { attachedDrives, drivesIn } from '../../../../electron/core/system/drives.ts';

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
  expect(await attachedDrives('win32')).toEqual([]);
  expect(await attachedDrives('linux')).toSatisfy(Array.isArray);
});
