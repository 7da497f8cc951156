import {
  endBySilence,
  hearFrom,
  pressKey,
  releaseKey,
  silenceMs,
} from '../../../../../renderer/scanner/wedge/wedge.ts';
import type { WedgeKey } from '../../../../../renderer/scanner/wedge/wedge-key.ts';
import type { WedgeRules, WedgeScan } from '../../../../../renderer/scanner/wedge/wedge-scan.ts';
import {
  NO_KEYS,
  type WedgeEffects,
  type WedgeState,
} from '../../../../../renderer/scanner/wedge/wedge-state.ts';
import { resolveSettings } from '../../../../../shared/settings/resolve-settings.ts';
import { IN_ENGLISH, settingSentence } from '../../../../../shared/words/problem-sentences.ts';

const CODES: Record<string, string> = {
  '`~': 'Backquote',
  '\\|': 'Backslash',
  '[{': 'BracketLeft',
  ']}': 'BracketRight',
  ',<': 'Comma',
  '=+': 'Equal',
  '-_': 'Minus',
  '.>': 'Period',
  '\'"': 'Quote',
  ';:': 'Semicolon',
  '/?': 'Slash',
  ' ': 'Space',
  '0)': 'Digit0',
  '1!': 'Digit1',
  '2@': 'Digit2',
  '3#': 'Digit3',
  '4$': 'Digit4',
  '5%': 'Digit5',
  '6^': 'Digit6',
  '7&': 'Digit7',
  '8*': 'Digit8',
  '9(': 'Digit9',
};

const PLAIN: WedgeKey = {
  key: '',
  code: '',
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  altGraph: false,
  capsLock: false,
  repeat: false,
  time: 0,
};

/** The rules of a kiosk with the default settings. */
export const RULES: WedgeRules = defaultRules();

function defaultRules(): WedgeRules {
  const resolved = resolveSettings({ flags: {}, environment: {}, saved: {} });
  if (!resolved.ok) throw new Error(settingSentence(IN_ENGLISH, resolved));
  const { settings } = resolved;
  return {
    pattern: new RegExp(settings.codePattern, 'u'),
    affixes: { prefix: settings.scannerPrefix, suffix: settings.scannerSuffix },
    layout: settings.scannerLayout,
    gapMs: settings.wedgeGapMs,
    meanMs: settings.wedgeMeanMs,
    minLength: settings.wedgeMinLength,
  };
}

/** A key, how long after the last one it goes down, and how long it is down if that is reported, in milliseconds. */
export type TimedKey = Partial<Omit<WedgeKey, 'time'>> & { after: number; heldMs?: number };

/** The key that types a character on a US keyboard. */
export function usKey(character: string, after: number): TimedKey {
  if (/[A-Za-z]/.test(character)) {
    const upper = character.toUpperCase();
    return { key: character, code: `Key${upper}`, shiftKey: character === upper, after };
  }
  const [pair, code] = Object.entries(CODES).find(([keys]) => keys.includes(character)) ?? [];
  if (!pair || !code) throw new Error(`No US key types ${character}`);
  return { key: character, code, shiftKey: pair.indexOf(character) === 1, after };
}

/** A named key, such as Enter. */
export function namedKey(key: string, after: number): TimedKey {
  return { key, code: key, after };
}

/** The keys by which a scanner types a text, with their Shifts, and the key that ends it. */
export function scannerKeys(
  text: string,
  { gaps, end = 'Enter' }: { gaps: (index: number) => number; end?: 'Enter' | 'Tab' | null },
): TimedKey[] {
  const keys = [...text].flatMap((character, index) => {
    const key = { ...usKey(character, gaps(index)), heldMs: Math.min(2, gaps(index + 1)) };
    if (!key.shiftKey) return [key];
    return [
      { ...namedKey('Shift', gaps(index)), heldMs: key.heldMs },
      { ...key, after: 0 },
    ];
  });
  return end ? [...keys, namedKey(end, gaps(text.length))] : keys;
}

/** The keys of two keyboards together. The second one begins `afterMs` milliseconds after the first one. */
export function atOnce(first: TimedKey[], second: TimedKey[], afterMs: number): TimedKey[] {
  const timed = (keys: TimedKey[], from: number) => {
    let at = from;
    return keys.map((key) => {
      at += key.after;
      return { key, at };
    });
  };
  const all = [...timed(first, 0), ...timed(second, afterMs)].sort((a, b) => a.at - b.at);
  return all.map(({ key, at }, index) => ({ ...key, after: at - (all[index - 1]?.at ?? 0) }));
}

/** The scans of people who come to the same scanner one after the other. */
export function inTurn(...scans: TimedKey[][]): TimedKey[] {
  return scans.flatMap(([first, ...rest]) => (first ? [{ ...first, after: 400 }, ...rest] : []));
}

type KeyEvent = { is: 'down' | 'up'; key: WedgeKey };

/** The events of these keys in the order of their times. A key comes up only if it has a time for that. */
export function eventsOf(keys: TimedKey[], from = 0): KeyEvent[] {
  let time = from;
  const events = keys.flatMap(({ after, heldMs, ...key }) => {
    time += after;
    const down: KeyEvent = { is: 'down', key: { ...PLAIN, ...key, time } };
    if (heldMs === undefined) return [down];
    return [down, { is: 'up' as const, key: { ...PLAIN, ...key, time: time + heldMs } }];
  });
  return events.sort((a, b) => a.key.time - b.key.time);
}

/** The wedge's state after these keys, each handed over in time. */
export function pressAll(keys: TimedKey[]): WedgeState {
  return eventsOf(keys).reduce(
    (state, { is, key }) => (is === 'down' ? pressKey : releaseKey)(state, key, RULES).state,
    NO_KEYS,
  );
}

type Played = { lateAfter?: number; heardFrom?: number };

/** When the first of the played keys is due. */
const PLAYED_FROM = 1000;

/**
 * Plays keys to the wedge with a text field behind it, and waits until nothing more can come of them.
 *
 * @param lateAfter how many events come in time. The others come only when nothing more was expected
 * @param heardFrom how long before the first key the page began to hear, in milliseconds
 * @returns the scans, the text in the field, and the named keys that the page received
 */
export function playAll(
  keys: TimedKey[],
  { lateAfter, heardFrom, ...given }: Partial<WedgeRules> & Played = {},
) {
  const rules = { ...RULES, ...given };
  const scans: WedgeScan[] = [];
  const tooShort: WedgeScan[] = [];
  const passed: string[] = [];
  let field = '';
  let state = heardFrom === undefined ? NO_KEYS : hearFrom(NO_KEYS, PLAYED_FROM - heardFrom);
  let handedOverAt = 0;

  const finish = (end: WedgeEffects) => {
    field = field.slice(0, field.length - end.takeBack) + end.putBack;
    if (end.completed !== null) scans.push(end.completed);
    if (end.tooShort !== null) tooShort.push(end.tooShort);
  };
  const letTimePass = (until: number): void => {
    const wait = silenceMs(state, rules);
    if (wait === null || handedOverAt + wait >= until) return;
    const { state: after, ...end } = endBySilence(state, rules);
    state = after;
    handedOverAt += wait;
    finish(end);
    letTimePass(until);
  };

  for (const [index, { is, key }] of eventsOf(keys, PLAYED_FROM).entries()) {
    letTimePass(index === lateAfter ? Number.POSITIVE_INFINITY : key.time);
    const step = (is === 'down' ? pressKey : releaseKey)(state, key, rules);
    state = step.state;
    if (is === 'down') handedOverAt = key.time;
    finish(step);
    if (is === 'up' || step.decision === 'withhold') continue;
    if ([...key.key].length === 1 && !key.altKey) field += key.key;
    else passed.push(key.key);
  }
  letTimePass(Number.POSITIVE_INFINITY);
  return { scans, tooShort, field, passed };
}

/** The same, but of the scans only their codes. */
export function play(keys: TimedKey[], given: Parameters<typeof playAll>[1] = {}) {
  const { scans, tooShort: _, ...rest } = playAll(keys, given);
  return { scans: scans.map(({ raw }) => raw), ...rest };
}
