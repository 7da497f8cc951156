import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { MAX_CODE_LENGTH } from '../../shared/scan/parse-code.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { type ScanningKiosk, shareScanningKiosk } from './fixtures/running-kiosk.ts';
import { readScans } from './fixtures/scan-log.ts';

type Attempt = (kiosk: ScanningKiosk) => Promise<unknown>;

const centre = { x: 640, y: 330 };

const keys =
  (...chords: string[]): Attempt =>
  async ({ page }) => {
    for (const chord of chords) await page.keyboard.press(chord);
  };

/** In the page, as a script of a visitor's would. */
const script =
  (run: () => void): Attempt =>
  ({ page }) =>
    page.evaluate(run);

/** A finger on the screen, or two, for as long as `between` takes. */
async function touch(page: Page, points: { x: number; y: number }[][]) {
  const cdp = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: object[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints as never });
  const [first = [], ...rest] = points;
  await send('touchStart', first);
  for (const at of rest) await send('touchMove', at);
  await send('touchEnd', []);
  await cdp.detach();
}

/** Ways that lead out of an ordinary browser, or further in than a visitor belongs. */
const WAYS_OUT: Record<string, Attempt> = {
  'reload by keys': keys('F5', 'Control+r', 'Control+Shift+r', 'Control+F5'),
  'developer tools': keys('F12', 'Control+Shift+i', 'Control+Shift+j', 'Control+Shift+c'),
  'the page’s source': keys('Control+u'),
  'a new tab or window': keys('Control+t', 'Control+n', 'Control+Shift+n'),
  'closing it': keys('Control+w', 'Control+F4', 'Control+Shift+w', 'Control+q', 'Meta+q'),
  'back and forward': keys('Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+Home'),
  'the address bar': keys('Control+l', 'Alt+d', 'F6'),
  'finding, history, downloads': keys(
    'Control+f',
    'F3',
    'Control+h',
    'Control+j',
    'Control+m',
    'Control+Shift+Delete',
  ),
  'the browser’s task manager': keys('Shift+Escape'),
  'saving and opening': keys('Control+s', 'Control+o'),
  printing: keys('Control+p'),
  'zoom by keys': keys('Control+=', 'Control+-', 'Control+0'),
  'full screen, caret, help, menu': keys('F11', 'F7', 'F1', 'F10', 'ContextMenu', 'Alt+Space'),
  'selecting and copying all': keys('Control+a', 'Control+c'),
  'walking the page with Tab': keys('Tab', 'Tab', 'Tab', 'Shift+Tab', 'Escape'),
  'zoom by the wheel': async ({ page }) => {
    await page.mouse.move(centre.x, centre.y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -600);
    await page.keyboard.up('Control');
  },
  'scrolling away': async ({ page }) => {
    await page.mouse.wheel(0, 3000);
    await page.mouse.wheel(-3000, 0);
  },
  'a pinch': ({ page }) =>
    touch(
      page,
      [0, 40, 80, 120].map((by) => [
        { x: centre.x - 20 - by, y: centre.y },
        { x: centre.x + 20 + by, y: centre.y },
      ]),
    ),
  'a swipe from the edge': ({ page }) =>
    touch(
      page,
      [2, 200, 500, 900].map((x) => [{ x, y: centre.y }]),
    ),
  'a long press': async ({ page }) => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Input.synthesizeTapGesture', { ...centre, duration: 900 });
    await cdp.detach();
  },
  'a double tap': async ({ page }) => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Input.synthesizeTapGesture', { ...centre, duration: 20, tapCount: 2 });
    await cdp.detach();
  },
  'the right button': ({ page }) => page.mouse.click(centre.x, centre.y, { button: 'right' }),
  'the middle button': ({ page }) => page.mouse.click(centre.x, centre.y, { button: 'middle' }),
  'a triple click and a drag over the text': async ({ page }) => {
    await page.mouse.click(centre.x, centre.y, { clickCount: 3 });
    await page.mouse.down();
    await page.mouse.move(centre.x + 300, centre.y + 200, { steps: 5 });
    await page.mouse.up();
  },
  'a file dropped on it': ({ page }) =>
    page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['<h1>not ours</h1>'], 'evil.html', { type: 'text/html' }));
      for (const name of ['dragenter', 'dragover', 'drop']) {
        const event = new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true });
        if (document.body.dispatchEvent(event) && name !== 'dragenter') location.href = '/dropped';
      }
    }),
  'pasting into the page': async ({ page }) => {
    await page.keyboard.press('Control+v');
    await page.keyboard.insertText('PASTED-INTO-THE-PAGE');
  },
  'pasting into the line for codes': async ({ page }) => {
    await page.getByRole('button', { name: 'Type a code' }).click();
    const pasted = await page.getByRole('textbox').evaluate((line: HTMLInputElement) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'PASTED');
      line.focus();
      const init = { clipboardData, bubbles: true, cancelable: true };
      return line.dispatchEvent(new ClipboardEvent('paste', init));
    });
    expect(pasted).toBe(false);
    await page.keyboard.press('Escape');
  },
  'a window of its own': script(() => void window.open('https://confera.example/')),
  'a link to elsewhere': script(() => {
    const link = document.createElement('a');
    link.href = 'https://confera.example/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    link.remove();
  }),
  'a program’s protocol': script(() => void window.open('mailto:out@confera.example')),
  'a frame': script(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://confera.example/';
    document.body.append(frame);
    frame.remove();
  }),
  permissions: async ({ page, origin }) => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'microphone', 'clipboard-read'];
      const asked = names.map((name) =>
        navigator.permissions.query({ name: name as 'geolocation' }),
      );
      return (await Promise.all(asked)).map(({ state }) => state);
    });
    expect([origin, states]).not.toContain('granted');
    expect(states).not.toContain('granted');
  },
  'the PIN pad, left alone': async ({ page }) => {
    await page.getByRole('button', { name: 'Staff' }).click();
    await page.keyboard.press('Escape');
  },
};

/** What the browser may get of all that: keys of typing, and the left button. */
const HARMLESS =
  /^(keydown (Tab|Escape|Shift|Control|Alt|Meta|[acv])|mousedown 0|wheel|touchmove 1)$/;

/** In the page: notes the events whose doing is left to the browser. */
function noteWhatGoesThrough() {
  const wentThrough: string[] = [];
  Object.assign(globalThis, { wentThrough });
  const detailOf = (event: Event) => {
    if (event instanceof KeyboardEvent) return event.key;
    if (event instanceof TouchEvent) return event.touches.length;
    if (event instanceof WheelEvent) return event.ctrlKey ? 'with Ctrl' : '';
    return event instanceof MouseEvent ? event.button : '';
  };
  for (const name of [
    'keydown',
    'contextmenu',
    'selectstart',
    'dragstart',
    'dragover',
    'drop',
    'paste',
    'mousedown',
    'auxclick',
    'wheel',
    'touchmove',
  ]) {
    addEventListener(name, (event) => {
      if (!event.defaultPrevented) wentThrough.push(`${name} ${detailOf(event)}`.trim());
    });
  }
}

/** What is printed on a badge that isn't one. All of it is only ever a code. */
const CODES: Record<string, { code: string; outcome: 'rejected' | 'unreadable' }> = {
  'a script’s address': { code: 'javascript:alert(1)', outcome: 'rejected' },
  'a file’s address': { code: 'file:///etc/passwd', outcome: 'rejected' },
  'a data address': { code: 'data:text/html,<h1>x</h1>', outcome: 'rejected' },
  'a browser’s page': { code: 'chrome://settings', outcome: 'rejected' },
  'the inside of the app': { code: 'app://kiosk/../../etc', outcome: 'rejected' },
  'a set-up code without the PIN': {
    code: 'confera-kiosk:setup?baseUrl=https://evil.example&apiKey=cat_evil',
    outcome: 'rejected',
  },
  'markup and SQL': { code: `'"><img src=x>;DROP TABLE scans`, outcome: 'rejected' },
  'one character too many': { code: 'A'.repeat(MAX_CODE_LENGTH + 1), outcome: 'unreadable' },
};

/** As a hand-made caller of the bridge: what no scanner can type. */
const RAW: Record<string, { raw: unknown; answer: string }> = {
  'control characters': { raw: 'TEST\u0000\u001b[2J', answer: 'unreadable' },
  'line separators': { raw: 'TEST\u2028OTHER', answer: 'unreadable' },
  'half a character': { raw: 'TEST\ud800', answer: 'unreadable' },
  'ten kilobytes': { raw: 'A'.repeat(10_000), answer: 'refused' },
  'a megabyte': { raw: 'A'.repeat(1_000_000), answer: 'refused' },
  'no text at all': { raw: { length: 4 }, answer: 'refused' },
};

/** Sends a scan past the screen, in the page. */
async function scanByHand(raw: unknown): Promise<string> {
  type Call = (method: string, input: unknown) => Promise<unknown>;
  const { kioskShell } = globalThis as unknown as { kioskShell?: { call: Call } };
  const input = { raw, source: 'wedge' };
  const overHttp: Call = async (method) => {
    const response = await fetch(`bridge/${method}`, {
      method: 'POST',
      body: JSON.stringify(input),
    });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };
  const call = kioskShell?.call ?? overHttp;
  return call('scan', input).then(
    (answer) => (answer as { outcome: string }).outcome,
    () => 'refused',
  );
}

describeOnEveryDriver('a hostile visitor', (driver) => {
  const shared = shareScanningKiosk(driver);

  it('finds no way out among many', async () => {
    const kiosk = await shared();
    const { page, origin } = kiosk;
    await page.evaluate(noteWhatGoesThrough);
    const address = page.url();
    for (const [way, attempt] of Object.entries(WAYS_OUT)) {
      await attempt(kiosk);
      const after = await page.evaluate(() => ({
        same: 'wentThrough' in globalThis,
        wentThrough: (globalThis as unknown as { wentThrough: string[] }).wentThrough.splice(0),
        screen: document.querySelector('main')?.dataset.screen,
        selected: String(getSelection()),
        zoom: visualViewport?.scale,
        scrolled: [scrollX, scrollY],
      }));
      const { wentThrough, ...seen } = after;
      expect([way, seen]).toEqual([
        way,
        { same: true, screen: 'scan', selected: '', zoom: 1, scrolled: [0, 0] },
      ]);
      expect([way, wentThrough.filter((event) => !HARMLESS.test(event))]).toEqual([way, []]);
      expect([way, page.url()]).toEqual([way, address]);
    }
    expect(address.startsWith(`${origin}/`)).toBe(true);
    if (driver.isShell) await expect.poll(() => page.context().pages().length).toBe(1);
  });

  it('scans nothing that is more than a code', async () => {
    const { page, scanner, simulator, dataDir } = await shared();
    const before = readScans({ dataDir }).length;
    for (const [what, { code, outcome }] of Object.entries(CODES)) {
      await scanner.scan(code);
      const sent = () => simulator.journal().some((entry) => entry.code === code);
      if (outcome === 'rejected') {
        await expect.poll(sent, { message: what, timeout: 10_000 }).toBe(true);
      }
      await outcomeIs(page, outcome);
      await screenIs(page, 'scan');
    }
    const taken = Object.values(CODES).filter(({ outcome }) => outcome === 'rejected');
    expect(readScans({ dataDir }).length - before).toBe(taken.length);
  });

  it('gets nothing past the core’s own checks', async () => {
    const { page, dataDir } = await shared();
    const before = readScans({ dataDir }).length;
    for (const [what, { raw, answer }] of Object.entries(RAW)) {
      expect([what, await page.evaluate(scanByHand, raw)]).toEqual([what, answer]);
    }
    expect(readScans({ dataDir }).length).toBe(before);
    const log = readFileSync(path.join(dataDir, 'logs/kiosk.log'), 'utf8');
    expect(log).not.toContain('etc/passwd');
    await screenIs(page, 'scan');
  });

  it('finds the page sealed off from what the staff may do', async () => {
    const { page } = await shared();
    const answers = await page.evaluate(async () => {
      type Call = (method: string, input: unknown) => Promise<unknown>;
      const { kioskShell } = globalThis as unknown as { kioskShell?: { call: Call } };
      const overHttp: Call = (method, input) =>
        fetch(`bridge/${method}`, { method: 'POST', body: JSON.stringify(input) }).then((r) =>
          r.json(),
        );
      const call = kioskShell?.call ?? overHttp;
      const calls: [string, object][] = [
        ['getSettings', {}],
        ['saveSettings', { values: { baseUrl: 'https://evil.example' }, waitingScans: 'keep' }],
        ['testConnection', { baseUrl: 'https://evil.example', apiKey: null, mode: 'auto' }],
        ['getStaffOverview', {}],
        ['sendAgain', { scanId: null }],
        ['exportWaiting', {}],
        ['wipeDevice', { loseWaiting: true }],
        ['leave', {}],
      ];
      return Promise.all(calls.map(([method, input]) => call(method, input)));
    });
    for (const answer of answers) expect(answer).toEqual({ ok: false, problem: 'locked' });
  });
});
