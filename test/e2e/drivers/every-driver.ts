import { beforeEach, describe } from 'vitest';
import { electron } from './electron.ts';
import type { KioskDriver } from './kiosk-driver.ts';
import { served } from './served.ts';
import { standIn } from './stand-in.ts';

/** A real Electron takes a session of its own, which `npm run electron-proof` makes. There it is the only driver. */
const DRIVERS: readonly KioskDriver[] = electron.unavailable ? [served, standIn] : [electron];

/** The same tests on every way to show the kiosk. What this machine doesn't have is skipped, with the reason. */
export function describeOnEveryDriver(title: string, tests: (driver: KioskDriver) => void): void {
  describe.each(DRIVERS)(`${title}, $name`, (driver) => {
    beforeEach(({ skip }) => {
      if (driver.unavailable) skip(driver.unavailable);
    });
    tests(driver);
  });
}
