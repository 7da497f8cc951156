// A gate's service had its time zone as a rule of POSIX, `IST-5:30`, in its environment: the gate took it for UTC, or for
// its opposite, and the evening's attendance was counted for another day.
import { describe, expect, onTestFinished, test } from 'vitest';
import { runGateOver } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

async function attendWith(zone: Record<string, string>) {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const env = {
    CONFERA_BASE_URL: simulator.url,
    CONFERA_API_KEY: 'cat_demo_all',
    KIOSK_DATA_DIR: temporaryFolder(),
    ...zone,
  };
  const run = await runGateOver('confera-attendance:DAY1-XYZ\n', { env });
  return { ...run, days: simulator.checkins().map(({ dayDate }) => dayDate) };
}

const dayIn = (timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());

describe('a zone', () => {
  test.each(['IST-5:30', 'EST5EDT,M3.2.0,M11.1.0', 'GMT+5', 'JST', 'Foo/Bar'])(
    'that only POSIX knows is refused with words: TZ=%s',
    async (TZ) => {
      const { code, stderr, days } = await attendWith({ TZ });
      expect(code).toBe(2);
      expect(stderr).toMatch(/^KIOSK_TIME_ZONE is missing: .*IANA.*\n$/);
      expect(days).toEqual([]);
    },
  );

  // Of each two at least one has another day than UTC, whenever this runs.
  test.each([
    [{ TZ: 'Etc/GMT-14' }, 'Etc/GMT-14'],
    [{ TZ: ':Etc/GMT+12' }, 'Etc/GMT+12'],
    [{ TZ: 'IST-5:30', KIOSK_TIME_ZONE: 'Etc/GMT-14' }, 'Etc/GMT-14'],
    [{ TZ: 'GMT+5', KIOSK_TIME_ZONE: 'Etc/GMT+12' }, 'Etc/GMT+12'],
  ])('that the IANA database has gives the day: %j', async (zone, name) => {
    const { code, days } = await attendWith(zone);
    expect(code).toBe(0);
    expect(days).toEqual([dayIn(name)]);
  });
});
