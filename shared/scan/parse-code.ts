import { trimmed, withoutUnseen } from '../text/trimmed.ts';
import type { Kind, Reason } from './outcome.ts';

/** Which check-in a code asks for: by its prefix, or always the same. */
export const MODES = ['auto', 'badge', 'attendance'] as const;
export type Mode = (typeof MODES)[number];

/** Confera takes no longer code. */
export const MAX_CODE_LENGTH = 512;

/** Marks a code as attendance; it is sent with the code. */
export const ATTENDANCE_PREFIX = /^confera-attendance:/i;

/** ISO/IEC 15424: what scanners put before a code to name its symbology, `]Q1` for a QR code. */
const AIM_IDENTIFIER = /^\][A-Za-z][0-9A-Za-z]/;

/**
 * The identifiers that declare extended channel interpretations: a backslash and six digits then switch the
 * character set, and a backslash of the code itself comes doubled.
 */
const DECLARES_ECI = /^\](Q[246]|d[456]|z[345]|L1|U[23])/;
const ECI_ESCAPE = /\\(\d{6}|\\)/g;

/** What some scanners leave at the front though they declare nothing: the character sets that are assigned. */
const BARE_ECI = /^\\0000(0[0-9]|1[0-8]|2[0-9]|3[0-5])/;

/**
 * All that may stand in a text where extended channel interpretations are declared. Anything else behind a single
 * backslash is no character set, such as the control header of a Macro PDF417 symbol, which is a part of a code.
 */
const FOLLOWS_ECI_PROTOCOL = /^(?:[^\\]|\\\\|\\000\d{3})*$/;

/** Aztec's identifiers that declare structured append: what follows is a part of a code, with a header of its own. */
const DECLARES_PART = /^\]z[6-9AB]/;

/**
 * Besides control characters: what can't have stood in a code, because a decoder puts it in the place of bytes
 * that it couldn't read.
 */
const UNSENDABLE = /[\p{Cc}\u2028\u2029\ufffd]/u;

/**
 * How a contact card or a calendar entry begins. It is no badge's code, and holds what Confera must not be sent: a
 * person's name, telephone number and address.
 */
export const BEGINS_TEXT = /^(BEGIN|MECARD):/i;

/** What this device's scanners are set to put around every code, beside an AIM identifier; empty for nothing. */
export type Affixes = { prefix: string; suffix: string };

const NO_AFFIXES: Affixes = { prefix: '', suffix: '' };

export type ParsedCode =
  | { ok: true; code: string; kind: Kind }
  | { ok: false; reason: Extract<Reason, 'empty' | 'too-long' | 'control-characters'> };

/**
 * Makes a code out of what a scanner read: what nobody sees around it and what the scanner itself put there go, the
 * code is never altered.
 *
 * @param added what scanners put there, taken off where it is there: another scanner of the same device may send none.
 *   Null for what no scanner has sent, as from the camera or typed by hand: nothing was added to that
 */
export function parseCode(raw: string, mode: Mode, added: Affixes | null = NO_AFFIXES): ParsedCode {
  const { code, isWhole } = added ? bare(raw, added) : { code: trimmed(raw), isWhole: true };
  if (code === '') return { ok: false, reason: 'empty' };
  if (code.length > MAX_CODE_LENGTH && [...code].length > MAX_CODE_LENGTH) {
    return { ok: false, reason: 'too-long' };
  }
  const isText = !UNSENDABLE.test(code) && code.isWellFormed();
  if (!isWhole || !isText || BEGINS_TEXT.test(code)) {
    return { ok: false, reason: 'control-characters' };
  }
  return { ok: true, code, kind: kindOf(code, mode) };
}

/** What a scanner read without what the scanner added, whether or not it can be sent. */
export function bareCode(raw: string, affixes = NO_AFFIXES): string {
  return bare(raw, affixes).code;
}

/**
 * What is left of a text that was cut for being far longer than any code, so that parsing takes nothing off: else its
 * beginning might become a code of its own, behind blanks or character sets.
 */
export function asOverlong(cut: string): string {
  return withoutUnseen(cut).replaceAll('\\', '_');
}

/** The AIM identifier that a scanner sent with a code, `]Q1`; null where it sent none. */
export function aimIdentifierOf(raw: string, affixes = NO_AFFIXES): string | null {
  return bare(raw, affixes).aim;
}

type Bare = {
  code: string;
  aim: string | null;
  /** False for a part of a code, as far as the scanner tells. */
  isWhole: boolean;
};

/** Scanners send the prefix before their AIM identifier, or after it. */
function bare(raw: string, { prefix, suffix }: Affixes): Bare {
  const whole = withoutSuffix(trimmed(raw), suffix);
  const afterPrefix = withoutPrefix(whole, prefix);
  const aim = AIM_IDENTIFIER.exec(afterPrefix)?.[0] ?? null;
  const afterAim = trimmed(afterPrefix.slice(aim?.length ?? 0));
  const text = afterPrefix === whole ? withoutPrefix(afterAim, prefix) : afterAim;
  if (aim && DECLARES_ECI.test(aim)) {
    const code = trimmed(text.replace(ECI_ESCAPE, (_, what) => (what === '\\' ? '\\' : '')));
    return { aim, code, isWhole: FOLLOWS_ECI_PROTOCOL.test(text) };
  }
  const isWhole = !(aim && DECLARES_PART.test(aim));
  return { aim, code: trimmed(text.replace(BARE_ECI, '')), isWhole };
}

function withoutPrefix(text: string, prefix: string): string {
  const start = trimmed(prefix);
  return start !== '' && text.startsWith(start) ? trimmed(text.slice(start.length)) : text;
}

function withoutSuffix(text: string, suffix: string): string {
  const end = trimmed(suffix);
  return end !== '' && text.endsWith(end) ? trimmed(text.slice(0, -end.length)) : text;
}

function kindOf(code: string, mode: Mode): Kind {
  if (mode !== 'auto') return mode;
  return ATTENDANCE_PREFIX.test(code) ? 'attendance' : 'badge';
}
