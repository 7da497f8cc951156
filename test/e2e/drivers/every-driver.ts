import { beforeEach, describe } from 'vitest';
import { electron } from './electron.ts';
import type { KioskDriver } from './kiosk-driver.ts';
import { served } from './served.ts';
import { standIn } from './stand-in.ts';

const DRIVERS: readonly KioskDriver[] = [served, standIn, electron];

/** The same tests on every way to show the kiosk. What this machine doesn't have is skipped, with the reason. */
export function describeOnEveryDriver(title: string, tests: (driver: KioskDriver) => void): void {
  describe.each(DRIVERS)(`${title}, $name`, (driver) => {
    beforeEach(({ skip }) => {
      if (driver.unavailable) skip(driver.unavailable);
    });
    tests(driver);
  });
}
