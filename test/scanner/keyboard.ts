import type { Page } from 'playwright-core';
import type { TimedKey } from '../unit/renderer/scanner/wedge/typed-keys.ts';

const SHIFT = 8;
const KEY_NUMBERS: Record<string, number> = { Enter: 13, Tab: 9, Shift: 16 };
const TEXTS: Record<string, string> = { Enter: '\r', Tab: '\t' };

/** When the last key of each page went down, in milliseconds. It may be ahead of this machine's clock, never behind. */
const lastKeyAt = new WeakMap<Page, number>();

/**
 * A keyboard whose key events have exact times, however long it takes to send them.
 *
 * @returns a function that types on it, and resolves when the page has received the last key
 */
export async function attachKeyboard(page: Page): Promise<(keys: TimedKey[]) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  return async (keys) => {
    const events = eventsOf(keys, Math.max(Date.now(), lastKeyAt.get(page) ?? 0));
    lastKeyAt.set(page, (events.at(-1)?.timestamp ?? 0) * 1000);
    // The keys are sent at once. Waiting for each would take longer than a scanner does.
    await Promise.all(events.map((event) => session.send('Input.dispatchKeyEvent', event)));
  };
}

type KeyEvent = {
  type: 'keyDown' | 'rawKeyDown' | 'keyUp';
  key: string;
  code: string;
  text?: string;
  modifiers: number;
  windowsVirtualKeyCode: number;
  timestamp: number;
};

/** The events of the keys. A key without a time for coming up does so after 2 ms, as a scanner's keys do. */
function eventsOf(keys: TimedKey[], from: number): KeyEvent[] {
  let time = from;
  const events = keys.flatMap(({ after, heldMs, key = '', code = '', shiftKey }): KeyEvent[] => {
    time += after;
    const text = TEXTS[key] ?? ([...key].length === 1 ? key : undefined);
    const common = {
      key,
      code: code === 'Shift' ? 'ShiftLeft' : code,
      modifiers: shiftKey ? SHIFT : 0,
      windowsVirtualKeyCode: KEY_NUMBERS[key] ?? key.toUpperCase().charCodeAt(0),
    };
    const down = text ? { type: 'keyDown' as const, text } : { type: 'rawKeyDown' as const };
    return [
      { ...common, ...down, timestamp: time / 1000 },
      {
        ...common,
        type: 'keyUp' as const,
        timestamp: (time + (heldMs ?? Math.min(2, after))) / 1000,
      },
    ];
  });
  return events.sort((a, b) => a.timestamp - b.timestamp);
}
