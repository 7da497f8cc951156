// Displays that are plugged in and unplugged while the packed kiosk runs.
import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../e2e/fixtures/until.ts';
import { startDisplays } from './fixtures/displays.ts';
import { type PackedKiosk, START_MS, startPackedKiosk } from './fixtures/packed-kiosk.ts';
import { checksIn } from './fixtures/scans.ts';
import { frontWindow } from './fixtures/screen.ts';

const FIRST = { width: 1280, height: 800 };
const SECOND = { width: 1024, height: 768 };

async function startKiosk(env: Record<string, string> = {}): Promise<PackedKiosk> {
  const kiosk = await startPackedKiosk({ env });
  onTestFinished(kiosk.end);
  return kiosk;
}

/** Expects that the kiosk is locked on a display, which it fills, and that a badge is checked in there. */
async function expectItIsOn(
  kiosk: PackedKiosk,
  display: { width: number; height: number },
  { x }: { x: number },
) {
  await until(async () => {
    expect(await frontWindow()).toMatchObject({
      isKiosk: true,
      isFullScreen: true,
      isAbove: true,
      isHidden: false,
      bounds: { x, y: 0, ...display },
    });
  }, START_MS);
  scans += 1;
  await checksIn(kiosk, `TEST-DISPLAY-${scans}`);
  expect(kiosk.log().filter(({ trouble }) => trouble)).toEqual([]);
}

let scans = 0;

describe('displays of the packed kiosk', { timeout: 3 * START_MS }, () => {
  it('come and go beside its own, where it stays', async ({ skip }) => {
    const { plugIn, unplug } = await startDisplays(skip);
    const kiosk = await startKiosk();
    await expectItIsOn(kiosk, FIRST, { x: 0 });
    await plugIn('second', '--right-of');
    await expectItIsOn(kiosk, FIRST, { x: 0 });
    await unplug('second');
    await expectItIsOn(kiosk, FIRST, { x: 0 });
    await plugIn('second', '--left-of');
    await expectItIsOn(kiosk, FIRST, { x: SECOND.width });
  });

  it('take its place: it moves to the one that is left, and back', async ({ skip }) => {
    const { plugIn, unplug } = await startDisplays(skip);
    await plugIn('second', '--right-of');
    const kiosk = await startKiosk();
    await expectItIsOn(kiosk, FIRST, { x: 0 });
    await unplug('first');
    await expectItIsOn(kiosk, SECOND, { x: 0 });
    await plugIn('first', '--left-of');
    await expectItIsOn(kiosk, FIRST, { x: 0 });
  });

  it('are chosen by KIOSK_DISPLAY, as soon as the chosen one is there', async ({ skip }) => {
    const { plugIn, unplug } = await startDisplays(skip);
    const kiosk = await startKiosk({ KIOSK_DISPLAY: '2' });
    await expectItIsOn(kiosk, FIRST, { x: 0 });
    await plugIn('second', '--right-of');
    await expectItIsOn(kiosk, SECOND, { x: FIRST.width });
    await unplug('second');
    await expectItIsOn(kiosk, FIRST, { x: 0 });
    await plugIn('second', '--right-of');
    await expectItIsOn(kiosk, SECOND, { x: FIRST.width });
    await unplug('first');
    await expectItIsOn(kiosk, SECOND, { x: 0 });
  });
});
