import type { Browser, Locator, Page } from 'playwright-core';
import { LANGUAGES, type Language } from '../../shared/words/languages.ts';
import { openKiosk, PROGRAMME_KEY } from './kiosk-window.ts';
import { aimed, type Measurement, percentile } from './measurement.ts';
import { slowDown } from './slow-screen.ts';

/** One language of each script, beside Latin ones: those have fonts of their own to load. */
const CHOSEN = ['ja', 'zh', 'ur', 'hi', 'tr'] as const satisfies Language[];
const ROUNDS = 3;
/** A kiosk has been open for longer than this, in milliseconds, when a visitor comes. */
const OPEN_FOR_MS = 8000;
/** Nobody finds their language in the list sooner than this, in milliseconds. */
const LOOKS_FOR_MS = 1000;
const GOAL_MS = 100;

/** The milliseconds that each switch to a language took. */
type Times = Partial<Record<Language, number[]>>;

/** What a watched page promises: the milliseconds from the press to the first frame with the new words. */
type Watched = { switchedMs: Promise<number> };

/**
 * Measures the time from the press on a language to its painted words, on a slowed processor, on a page that has shown
 * nothing of that language before.
 */
export async function languageSwitch(browser: Browser): Promise<Measurement[]> {
  const times: Times = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const language of CHOSEN) {
      times[language] = [...(times[language] ?? []), await switchTo(browser, language)];
    }
  }
  return asMeasurements(times);
}

/** What the switches come to, beside the goal: 95 of 100 of all, and the median of each language. */
export function asMeasurements(times: Times): Measurement[] {
  const line = (name: string, values: readonly number[], share: number) =>
    aimed({
      name: `screen-slowed.language.${name}`,
      value: percentile(values, share),
      unit: 'ms',
      goal: GOAL_MS,
      n: values.length,
    });
  return [
    line('p95', Object.values(times).flat(), 0.95),
    ...Object.entries(times).map(([language, values]) => line(language, values, 0.5)),
  ];
}

async function switchTo(browser: Browser, language: Language): Promise<number> {
  const kiosk = await openKiosk(browser, PROGRAMME_KEY, (window) =>
    window.addInitScript(watchSwitch),
  );
  try {
    await kiosk.window.waitForSelector('.board', { timeout: 30_000 });
    // The time that has gone by is part of what is measured, so there is no condition to wait for.
    await kiosk.window.waitForTimeout(OPEN_FOR_MS);
    await slowDown(kiosk.window);
    await kiosk.window.locator('button.language').click();
    const button = kiosk.window.locator(`dialog.languages [lang="${LANGUAGES[language].tag}"]`);
    const at = await middleOf(button);
    // A hand is over the button before it presses, and a finger has no such thing: what a moving mouse changes isn't measured.
    await kiosk.window.mouse.move(at.x, at.y);
    // The page tells by itself. To be asked again and again would be work that it doesn't have in a kiosk.
    const switched = switchedMs(kiosk.window);
    // The time that a person takes is part of what is measured, so there is no condition to wait for.
    await kiosk.window.waitForTimeout(LOOKS_FOR_MS);
    // A click on the button itself would run Playwright's own checks in the page, which no person needs.
    await kiosk.window.mouse.click(at.x, at.y);
    return await switched;
  } finally {
    await kiosk.close();
  }
}

async function middleOf(button: Locator): Promise<{ x: number; y: number }> {
  const box = await button.boundingBox();
  if (!box) throw new Error('The languages are not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function switchedMs(window: Page): Promise<number> {
  return window.evaluate(() => (globalThis as unknown as { watched: Watched }).watched.switchedMs);
}

/** Runs in the page, before its own scripts. */
function watchSwitch() {
  const { promise, resolve: tell } = Promise.withResolvers<number>();
  const watched: Watched = { switchedMs: promise };
  Object.assign(globalThis, { watched });
  let pressedAt = 0;
  window.addEventListener(
    'pointerdown',
    ({ timeStamp }) => {
      pressedAt = timeStamp;
    },
    { capture: true },
  );
  /** A task that follows a frame's callbacks runs once that frame is painted. */
  const nextFrame = () =>
    new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const onChange = async () => {
    if (document.documentElement.lang === 'en') return;
    await nextFrame();
    // The frame had the new words, but not those letters whose font was still on its way.
    while (document.fonts.status === 'loading') {
      await document.fonts.ready;
      await nextFrame();
    }
    // What is told again later changes nothing.
    tell(performance.now() - pressedAt);
  };
  new MutationObserver(onChange).observe(document, { attributeFilter: ['lang'], subtree: true });
}
