import { type Burst, beginBurst, endLine, giveBack, isFast, lengthen } from './burst.ts';
import { lineWait } from './line-wait.ts';
import {
  isLateEnd,
  learnFromLoneEnd,
  learnFromLostCharacter,
  learnFromNoScan,
  learnFromRefusedLine,
  learnFromScan,
  lineAt,
  longestGapMs,
} from './memory.ts';
import { isHeldByPerson } from './modifiers.ts';
import type { WedgeCharacter, WedgeKey } from './wedge-key.ts';
import { judgeScan, type WedgeRules } from './wedge-scan.ts';
import {
  NO_EFFECTS,
  pass,
  type WedgeEffects,
  type WedgeState,
  type WedgeStep,
  withhold,
} from './wedge-state.ts';

/** From this character of a fast burst on, the page receives none of it. */
const WITHHOLD_FROM = 3;

/** Adds a character to the burst, or begins another burst with it. */
export function collectCharacter(
  state: WedgeState,
  character: WedgeCharacter,
  rules: WedgeRules,
): WedgeStep {
  const { burst } = state;
  const isMore = burst !== null && isPartOf(burst, character.at, state, rules);
  if (isMore && !burst.ended) return extendBurst(state, burst, character, rules);
  const { state: after, ...effects } = finishBurst(isMore ? asLine(state, burst) : state, rules);
  const { memory } = after;
  const shiftAt = character.shift ? state.modifiers.shiftAt : null;
  // A scanner presses Shift together with its first character. A Shift that was down before that is a person's.
  const isHeld = shiftAt !== null && character.at - shiftAt > rules.gapMs;
  const isRest = character.at <= memory.restUntil;
  const begun = beginBurst(character, {
    isBroken: isHeld || isRest,
    hasControl: character.at <= memory.controlUntil,
    line: lineAt(character.at, memory),
  });
  const modifiers = { ...after.modifiers, shiftAt };
  const decision = begun.received > 0 ? 'pass' : 'withhold';
  return { state: { burst: begun, modifiers, memory }, decision, ...effects };
}

/** Takes a key that is neither a character nor an end: it ends a person's burst, and spoils a scanner's. */
export function collectOther(
  state: WedgeState,
  time: number,
  rules: WedgeRules,
  spoiltBy: 'isBroken' | 'hasControl',
): WedgeStep {
  const { burst } = state;
  if (!burst || !isPartOf(burst, time, state, rules)) {
    return { ...finishBurst(state, rules), decision: 'pass' };
  }
  // After its Enter, a burst is no longer affected.
  if (burst.ended) return pass(state);
  const spoilt = { ...burst, lastAt: time, [spoiltBy]: true };
  if (burst.isScanner) return withhold({ ...state, burst: spoilt });
  const { putBack, burst: shown } = giveBack(spoilt);
  return { ...pass({ ...state, burst: shown }), putBack };
}

/**
 * Takes an Enter or a Tab. It may be the end of the scan, or the end of a line in a text. The next key shows which, or
 * the silence that follows.
 */
export function collectEnd(
  state: WedgeState,
  { key, time }: WedgeKey,
  rules: WedgeRules,
): WedgeStep {
  const { burst } = state;
  if (!burst || !isPartOf(burst, time, state, rules)) {
    const { state: after, ...effects } = finishBurst(state, rules);
    const decision = isLateEnd(time, after.memory, rules) ? 'withhold' : 'pass';
    const memory = learnFromLoneEnd(after.memory, time, rules);
    return { state: { ...after, memory }, decision, ...effects };
  }
  const by = key === 'Tab' ? 'Tab' : 'Enter';
  const ended = endLine(burst, { by, at: time, waitMs: lineWait(burst, rules) });
  if (burst.line === 'of-refused-text' && burst.withheld !== '') {
    const memory = learnFromRefusedLine(state.memory, time, rules);
    return withhold({ ...state, burst: null, memory });
  }
  if (burst.isScanner) {
    const withEnd = { ...state, burst: ended };
    if (burst.line === 'none') return withhold(withEnd);
    return { ...finishBurst(withEnd, rules), decision: 'withhold' };
  }
  const { putBack, burst: shown } = giveBack(ended);
  const decision = isLateEnd(time, state.memory, rules) ? 'withhold' : 'pass';
  return { state: { ...state, burst: shown }, decision, ...NO_EFFECTS, putBack };
}

/** Notes that a character came but isn't known. The burst that it belonged to, or was about to begin, is spoilt. */
export function collectLostCharacter(
  { modifiers: before, ...rest }: WedgeState,
  time: number,
  rules: WedgeRules,
): WedgeState {
  const isControl = !isHeldByPerson(before.controlAt, time);
  const state = { ...rest, modifiers: { ...before, controlAt: null } };
  const { burst } = state;
  if (burst && !burst.ended && isPartOf(burst, time, state, rules)) {
    return { ...state, burst: { ...burst, [isControl ? 'hasControl' : 'isBroken']: true } };
  }
  // Nothing is lost if the settings say that the scanner sends a control character before each code.
  if (/^\p{Cc}/u.test(rules.affixes.prefix)) return state;
  return { ...state, memory: learnFromLostCharacter(state.memory, isControl, time, rules) };
}

/** Notes how long a key of the burst was down. */
export function collectRelease(burst: Burst, code: string, time: number): Burst {
  const index = burst.characters.findLastIndex((each) => each.code === code);
  const released = burst.characters[index];
  // After its Enter a burst only waits to see whether more follows. A release then says nothing about its code.
  if (!released || released.heldMs !== null || burst.ended) return burst;
  const characters = burst.characters.with(index, {
    ...released,
    heldMs: time - released.at,
    overtakenBy: burst.count - 1 - index,
  });
  return { ...burst, characters };
}

/** Ends the burst and learns from it. A scanner's burst is judged and handed on, a person's goes to the page. */
export function finishBurst(
  state: WedgeState,
  rules: WedgeRules,
): WedgeEffects & { state: WedgeState } {
  const { burst, memory } = state;
  if (!burst) return { state, ...NO_EFFECTS };
  if (!burst.isScanner) {
    const learnt = learnFromNoScan(memory, burst, rules);
    return {
      state: { ...state, burst: null, memory: learnt },
      ...NO_EFFECTS,
      putBack: burst.withheld,
    };
  }
  const { scan, habits, strayCount } = judgeScan(burst, memory, memory.heardFrom, rules);
  const strays = burst.characters.slice(0, strayCount);
  const learnt = learnFromScan(memory, burst, scan, habits, rules);
  return {
    state: { ...state, burst: null, memory: learnt },
    // A text is refused once, not again for each of its lines.
    completed: burst.line === 'of-refused-text' ? null : scan,
    tooShort: null,
    takeBack: burst.received,
    putBack: strays.map(({ typed }) => typed).join(''),
  };
}

function extendBurst(
  state: WedgeState,
  burst: Burst,
  more: WedgeCharacter,
  rules: WedgeRules,
): WedgeStep {
  const longer = lengthen(burst, more, rules);
  const isWithheld = longer.count >= WITHHOLD_FROM || longer.line === 'of-refused-text';
  if (longer.isScanner || (isWithheld && isFast(longer, rules))) {
    return withhold({ ...state, burst: { ...longer, withheld: burst.withheld + more.typed } });
  }
  const { putBack, burst: shown } = giveBack(longer);
  return { ...pass({ ...state, burst: { ...shown, received: shown.received + 1 } }), putBack };
}

/** Marks the burst as a line of a text, because more keys came right after its Enter. */
function asLine(state: WedgeState, burst: Burst): WedgeState {
  return burst.line === 'none' ? { ...state, burst: { ...burst, line: 'of-text' } } : state;
}

/** Whether a key at this time is still part of the burst. */
function isPartOf(burst: Burst, time: number, { memory }: WedgeState, rules: WedgeRules): boolean {
  return time - (burst.ended?.at ?? burst.lastAt) <= longestGapMs(memory, burst, rules);
}
