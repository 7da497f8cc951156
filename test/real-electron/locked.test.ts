import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../e2e/fixtures/until.ts';
import { type PackedKiosk, startPacked, startPackedKiosk } from './fixtures/packed-kiosk.ts';
import { checksIn } from './fixtures/scans.ts';
import {
  frontWindow,
  groundIs,
  isAnotherPage,
  messageIsSeen,
  minimise,
  picture,
  press,
  setDisplay,
  showMessage,
  stillPicture,
} from './fixtures/screen.ts';

const WHOLE = { x: 0, y: 0, width: 1280, height: 800 };

async function expectItIsInFront(bounds = WHOLE) {
  await until(async () => {
    expect(await frontWindow()).toMatchObject({
      isKiosk: true,
      isFullScreen: true,
      isAbove: true,
      isHidden: false,
      bounds,
    });
  });
}

describe('the packed kiosk, locked', () => {
  let kiosk: PackedKiosk;
  beforeAll(async () => {
    // A key for check-ins alone: with another one the idle screen changes by itself when a session begins.
    kiosk = await startPackedKiosk({ env: { CONFERA_API_KEY: 'cat_demo_gate' } });
  });
  afterAll(() => kiosk?.end());

  it('starts full-screen and above all windows, and checks in whoever scans a badge', async () => {
    await expectItIsInFront();
    await checksIn(kiosk, 'TEST-PACKED-SCAN');
  });

  it('is not closed by keys, and comes back when it is minimised', async () => {
    await press('alt+F4', 'ctrl+w', 'ctrl+q', 'F11', 'Escape');
    await expectItIsInFront();
    await minimise((await frontWindow()).id);
    await expectItIsInFront();
    await checksIn(kiosk, 'TEST-PACKED-AFTER-MINIMISING');
    expect(kiosk.processes('main').map(({ id }) => id)).toEqual([kiosk.pid]);
  });

  it('looks the same after keys that zoom, print, find or open a menu or developer tools', async () => {
    await checksIn(kiosk, 'TEST-PACKED-BEFORE-KEYS');
    await groundIs('idle');
    const before = await stillPicture();
    await press('ctrl+plus', 'ctrl+minus', 'ctrl+minus', 'F12', 'ctrl+shift+i', 'ctrl+shift+j');
    await press('ctrl+p', 'ctrl+f', 'ctrl+u', 'ctrl+o', 'F10', 'alt+f', 'Menu');
    await checksIn(kiosk, 'TEST-PACKED-AFTER-KEYS');
    await groundIs('idle');
    await until(async () => expect(isAnotherPage(before, await picture())).toBe(false));
    await expectItIsInFront();
    expect(kiosk.processes('main').map(({ id }) => id)).toEqual([kiosk.pid]);
  });

  it('is not covered by the window of another program', async () => {
    await showMessage('There are updates for this computer.');
    await checksIn(kiosk, 'TEST-PACKED-COVERED');
    await expectItIsInFront();
    await until(async () => expect(await messageIsSeen()).toBe(false));
  });

  it('is alone: a second one ends with 4, and the first one stays in front', async () => {
    const second = startPacked({ dataDir: kiosk.dataDir });
    try {
      expect(await second.exited).toBe(4);
      expect(await second.saidInAll).toContain(`Another instance is using ${kiosk.dataDir}\n`);
      await expectItIsInFront();
      await checksIn(kiosk, 'TEST-PACKED-FIRST');
    } finally {
      kiosk
        .processes('main')
        .filter(({ id }) => id === second.pid)
        .forEach(({ id }) => void process.kill(id));
    }
  });

  it('follows its display when that gets smaller, and larger again', async () => {
    await setDisplay(
      '--newmode',
      '1024x700',
      '60',
      '1024',
      '1025',
      '1026',
      '1027',
      '700',
      '701',
      '702',
      '703',
    );
    await setDisplay('--addmode', 'screen', '1024x700');
    await setDisplay('--output', 'screen', '--mode', '1024x700');
    await expectItIsInFront({ x: 0, y: 0, width: 1024, height: 700 });
    await checksIn(kiosk, 'TEST-PACKED-SMALLER');
    await setDisplay('--output', 'screen', '--mode', '1280x800');
    await expectItIsInFront();
    await checksIn(kiosk, 'TEST-PACKED-BACK');
    expect(kiosk.log().filter(({ trouble }) => trouble)).toEqual([]);
  });
});
