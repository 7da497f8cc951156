import { type Burst, beginBurst, endLine, isFast, lengthen, show } from './burst.ts';
import { lineWait } from './line-wait.ts';
import {
  isLateEnd,
  learnFromLoneEnd,
  learnFromLostCharacter,
  learnFromOthers,
  learnFromRefusedLine,
  learnFromScan,
  lineAt,
  patience,
} from './memory.ts';
import { isHeldByPerson } from './modifiers.ts';
import type { WedgeCharacter, WedgeKey } from './wedge-key.ts';
import { judgeScan, type WedgeRules } from './wedge-scan.ts';
import {
  keepBack,
  NO_END,
  pass,
  type WedgeEnd,
  type WedgeState,
  type WedgeStep,
} from './wedge-state.ts';

/** The page doesn't receive this character of a fast burst, nor any that follows. */
const SWALLOW_FROM = 3;

/** Adds a character to the burst, or begins another burst with it. */
export function collectCharacter(
  state: WedgeState,
  character: WedgeCharacter,
  rules: WedgeRules,
): WedgeStep {
  const { burst } = state;
  const isMore = burst !== null && goesOn(state, burst, character.at, rules);
  if (isMore && !burst.ended) return extendBurst(state, burst, character, rules);
  const { state: after, ...end } = finishBurst(isMore ? asLine(state, burst) : state, rules);
  const { memory } = after;
  const shiftAt = character.shift ? state.modifiers.shiftAt : null;
  // A scanner presses Shift together with its first character. A Shift that was down before that is a person's.
  const isHeld = shiftAt !== null && character.at - shiftAt > rules.gapMs;
  const isRest = character.at <= memory.restUntil;
  const begun = beginBurst(character, {
    broken: isHeld || isRest,
    hasControl: character.at <= memory.controlUntil,
    line: lineAt(character.at, memory),
  });
  const modifiers = { ...after.modifiers, shiftAt };
  const decision = begun.leaked > 0 ? 'pass' : 'swallow';
  return { state: { burst: begun, modifiers, memory }, decision, ...end };
}

/** Takes a key that is no character: it ends what a person types, and spoils what a scanner types. */
export function collectOther(
  state: WedgeState,
  time: number,
  rules: WedgeRules,
  spoiltBy: 'broken' | 'hasControl',
): WedgeStep {
  const { burst } = state;
  if (!burst || !goesOn(state, burst, time, rules)) {
    return { ...finishBurst(state, rules), decision: 'pass' };
  }
  // A burst that has had its Enter is no longer affected.
  if (burst.ended) return pass(state);
  const spoilt = { ...burst, lastAt: time, [spoiltBy]: true };
  if (burst.isScanner) return keepBack({ ...state, burst: spoilt });
  const { putBack, burst: shown } = show(spoilt);
  return { ...pass({ ...state, burst: shown }), putBack };
}

/**
 * Takes an Enter or a Tab. It may be the end of the scan, or stand within a text of several lines: the next key shows
 * which, or the fact that none comes.
 */
export function collectEnd(
  state: WedgeState,
  { key, time }: WedgeKey,
  rules: WedgeRules,
): WedgeStep {
  const { burst } = state;
  if (!burst || !goesOn(state, burst, time, rules)) {
    const { state: after, ...end } = finishBurst(state, rules);
    const decision = isLateEnd(time, after.memory, rules) ? 'swallow' : 'pass';
    const memory = learnFromLoneEnd(after.memory, time, rules);
    return { state: { ...after, memory }, decision, ...end };
  }
  const by = key === 'Tab' ? 'Tab' : 'Enter';
  const ended = endLine(burst, { by, at: time, waitMs: lineWait(burst, rules) });
  if (burst.line === 'of-refused-text' && burst.swallowed !== '') {
    const memory = learnFromRefusedLine(state.memory, time, rules);
    return keepBack({ ...state, burst: null, memory });
  }
  if (burst.isScanner) {
    const held = { ...state, burst: ended };
    if (burst.line === 'none') return keepBack(held);
    return { ...finishBurst(held, rules), decision: 'swallow' };
  }
  const { putBack, burst: shown } = show(ended);
  const decision = isLateEnd(time, state.memory, rules) ? 'swallow' : 'pass';
  return { state: { ...state, burst: shown }, decision, ...NO_END, putBack };
}

/**
 * Takes into account that a character came which nobody knows: the code in which it stood, or which it began, isn't
 * what it says.
 */
export function collectLostCharacter(
  { modifiers: before, ...rest }: WedgeState,
  time: number,
  rules: WedgeRules,
): WedgeState {
  const isControl = !isHeldByPerson(before.controlAt, time);
  const state = { ...rest, modifiers: { ...before, controlAt: null } };
  const { burst } = state;
  if (burst && !burst.ended && goesOn(state, burst, time, rules)) {
    return { ...state, burst: { ...burst, [isControl ? 'hasControl' : 'broken']: true } };
  }
  // Nothing is lost if the scanner is set to send a control character before each code.
  if (/^\p{Cc}/u.test(rules.affixes.prefix)) return state;
  return { ...state, memory: learnFromLostCharacter(state.memory, isControl, time, rules) };
}

/** Notes in the burst how long one of its keys was down. */
export function collectRelease(burst: Burst, code: string, time: number): Burst {
  const index = burst.characters.findLastIndex((each) => each.code === code);
  const released = burst.characters[index];
  // A burst waits after its Enter to see whether more follows. A key that comes up then says nothing about its code.
  if (!released || released.heldMs !== null || burst.ended) return burst;
  const characters = burst.characters.with(index, {
    ...released,
    heldMs: time - released.at,
    overtakenBy: burst.count - 1 - index,
  });
  return { ...burst, characters };
}

/** Ends the burst: a scanner's is judged and handed on, a person's goes to the page. Both are learnt from. */
export function finishBurst(
  state: WedgeState,
  rules: WedgeRules,
): WedgeEnd & { state: WedgeState } {
  const { burst, memory } = state;
  if (!burst) return { state, ...NO_END };
  if (!burst.isScanner) {
    const learnt = learnFromOthers(memory, burst, rules);
    return {
      state: { ...state, burst: null, memory: learnt },
      ...NO_END,
      putBack: burst.swallowed,
    };
  }
  const { scan, habits, strayCount } = judgeScan(burst, memory, memory.heardFrom, rules);
  const strays = burst.characters.slice(0, strayCount);
  const learnt = learnFromScan(memory, burst, scan, habits, rules);
  return {
    state: { ...state, burst: null, memory: learnt },
    // A text is refused only once, however many more of its lines come.
    completed: burst.line === 'of-refused-text' ? null : scan,
    tooShort: null,
    takeBack: burst.leaked,
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
  const isWithheld = longer.count >= SWALLOW_FROM || longer.line === 'of-refused-text';
  if (longer.isScanner || (isWithheld && isFast(longer, rules))) {
    return keepBack({ ...state, burst: { ...longer, swallowed: burst.swallowed + more.typed } });
  }
  const { putBack, burst: shown } = show(longer);
  return { ...pass({ ...state, burst: { ...shown, leaked: shown.leaked + 1 } }), putBack };
}

/** More came right after its Enter, so what was collected is a line of a text. */
function asLine(state: WedgeState, burst: Burst): WedgeState {
  return burst.line === 'none' ? { ...state, burst: { ...burst, line: 'of-text' } } : state;
}

/** Whether a key at this time is still part of the burst. */
function goesOn({ memory }: WedgeState, burst: Burst, time: number, rules: WedgeRules): boolean {
  return time - (burst.ended?.at ?? burst.lastAt) <= patience(memory, burst, rules);
}
