import { describe, expect, it } from 'vitest';
import { missingOf } from '../../build/test-programs.ts';
import { windowSystemSwitches } from '../../electron/process/window-system.ts';
import { electron } from '../e2e/drivers/electron.ts';
import { checkIn, UNEVEN_KEYS } from '../e2e/fixtures/kiosk-window.ts';
import { PIN, runScanningKiosk } from '../e2e/fixtures/running-kiosk.ts';
import { readScans } from '../e2e/fixtures/scan-log.ts';
import { openStaff } from '../e2e/fixtures/staff-area.ts';
import { until } from '../e2e/fixtures/until.ts';
import {
  DISPLAY_SIZE,
  startWaylandSession,
  type WaylandSession,
} from './fixtures/wayland-session.ts';

/** Starts a locked kiosk as `npm start` does, which is told what Wayland's protocol is asked for on stderr. */
function startKiosk({ env }: WaylandSession, settings: Record<string, string> = {}) {
  return runScanningKiosk(electron, {
    env: { ...UNEVEN_KEYS, ...settings, ...env, WAYLAND_DEBUG: 'client' },
    chromiumArgs: windowSystemSwitches([], env, process.platform),
  });
}

type Kiosk = Awaited<ReturnType<typeof startKiosk>>;

async function expectItFillsTheDisplay({ page }: Kiosk) {
  await until(async () => {
    const shown = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    expect(shown).toEqual(DISPLAY_SIZE);
  });
}

async function expectItSays({ page }: Kiosk, ...words: string[]) {
  await openStaff(page, PIN);
  const fact = page.locator('[data-fact="window-system"], [data-problem="window-system"]');
  for (const word of words) expect(await fact.textContent()).toContain(word);
}

const missing = missingOf(['weston', 'Xwayland', 'xdotool']);

describe.skipIf(electron.unavailable ?? missing)('the kiosk in a Wayland session', () => {
  it('runs on XWayland where there is one', async () => {
    const session = await startWaylandSession({ xwayland: true });
    const kiosk = await startKiosk(session, { KIOSK_DISPLAY: '1' });
    await expectItFillsTheDisplay(kiosk);
    await checkIn(kiosk.page, () => session.scan('TEST-XWAYLAND'));
    expect(readScans(kiosk).at(-1)).toMatchObject({ state: 'done', outcome: 'checked-in' });
    expect(kiosk.stderr()).not.toContain('xdg_toplevel');
    await expectItSays(kiosk, 'XWayland');
  });

  it('runs on Wayland where there is no other way, and says what does not work there', async () => {
    const session = await startWaylandSession({ xwayland: false });
    const kiosk = await startKiosk(session, { KIOSK_DISPLAY: '1' });
    await expectItFillsTheDisplay(kiosk);
    await checkIn(kiosk.page, () => session.scan('TEST-WAYLAND'));
    expect(readScans(kiosk).at(-1)).toMatchObject({ state: 'done', outcome: 'checked-in' });
    await expectItSays(kiosk, 'Wayland', 'KIOSK_DISPLAY', 'Install XWayland');
  });

  it('never leaves full screen on Wayland when displays change', async () => {
    const session = await startWaylandSession({ xwayland: false, displays: 3 });
    // At this one it never is, since every window there says that it is at 0,0.
    const kiosk = await startKiosk(session, { KIOSK_DISPLAY: '2' });
    await expectItFillsTheDisplay(kiosk);
    await session.unplug(2);
    await until(() => expect(kiosk.stderr()).toContain('global_remove'));
    // Not by the session's keys, of which weston may have lost track.
    await checkIn(kiosk.page, () => kiosk.scanner.scan('TEST-DISPLAY-GONE'));
    await expectItFillsTheDisplay(kiosk);
    // What the kiosk asks for is written down from some time after its start, but surely since the unplugging.
    expect(kiosk.stderr()).toMatch(/ -> wl_surface/);
    expect(kiosk.stderr()).not.toContain('unset_fullscreen');
  });
});
