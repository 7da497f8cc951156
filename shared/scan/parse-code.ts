import { holdsJoinLine } from '../hub/join-line.ts';
import { trimmed, withoutUnseen } from '../text/trimmed.ts';
import type { Kind, Reason } from './outcome.ts';
import { holdsProvisioning } from './provisioning-code.ts';

/** How the kind of a check-in is decided: by the code's prefix, or always the same. */
export const MODES = ['auto', 'badge', 'attendance'] as const;
export type Mode = (typeof MODES)[number];

/** The longest code that Confera accepts. */
export const MAX_CODE_LENGTH = 512;

/** The prefix that marks a code as attendance. It is part of the code that is sent. */
export const ATTENDANCE_PREFIX = /^confera-attendance:/i;

/** The AIM identifier (ISO/IEC 15424), which a scanner may put before a code to name its symbology: `]Q1` for QR. */
const AIM_IDENTIFIER = /^\][A-Za-z][0-9A-Za-z]/;

/**
 * The AIM identifiers that declare extended channel interpretations (ECI). After one of these, a backslash and six
 * digits switch the character set, and a backslash of the code itself is doubled.
 */
const DECLARES_ECI = /^\](Q[246]|d[456]|z[345]|L1|U[23])/;
const ECI_ESCAPE = /\\(\d{6}|\\)/g;

/** A switch to one of the assigned character sets, which some scanners send first without having declared ECI. */
const BARE_ECI = /^\\0000(0[0-9]|1[0-8]|2[0-9]|3[0-5])/;

/**
 * A text that follows the rules of ECI. A single backslash with anything else after it sets no character set. It may be
 * the control header of a Macro PDF417 symbol, for example, which is only a part of a code.
 */
const FOLLOWS_ECI_PROTOCOL = /^(?:[^\\]|\\\\|\\000\d{3})*$/;

/** Aztec identifiers that declare structured append: a part of a code follows, with a header of its own. */
const DECLARES_PART = /^\]z[6-9AB]/;

/**
 * Characters that can't be sent: control characters, line and paragraph separators, and the replacement character. A
 * decoder puts that in place of bytes that it couldn't read.
 */
const UNSENDABLE = /[\p{Cc}\u2028\u2029\ufffd]/u;

/**
 * The beginning of a contact card or a calendar entry. That is no badge's code, and Confera must not be sent the name,
 * telephone number and address in it.
 */
export const BEGINS_TEXT = /^(BEGIN|MECARD):/i;

/**
 * What this device's scanners add before and after every code, apart from an AIM identifier. Empty if they add nothing.
 */
export type Affixes = { prefix: string; suffix: string };

const NO_AFFIXES: Affixes = { prefix: '', suffix: '' };

export type ParsedCode =
  | { ok: true; code: string; kind: Kind }
  | { ok: false; reason: Extract<Reason, 'empty' | 'too-long' | 'control-characters'> };

/**
 * Makes a code out of what a scanner read.
 *
 * Invisible characters at both ends are taken off, and so is what the scanner added. The code itself is never altered.
 * A provisioning code and a line for a hub are refused like any other text that no badge has.
 *
 * @param added what this device's scanners add to a code. It is taken off if it is there, since another scanner of the
 *   same device may add nothing. Null for a code that was read by the camera or typed by hand
 */
export function parseCode(raw: string, mode: Mode, added: Affixes | null = NO_AFFIXES): ParsedCode {
  const { code, isWhole } = added ? bare(raw, added) : { code: trimmed(raw), isWhole: true };
  if (code === '') return { ok: false, reason: 'empty' };
  // Also where this device's prefix is the beginning of it, or another scanner's stands before it.
  if (holdsProvisioning(raw) || holdsJoinLine(raw))
    return { ok: false, reason: 'control-characters' };
  if (code.length > MAX_CODE_LENGTH && [...code].length > MAX_CODE_LENGTH) {
    return { ok: false, reason: 'too-long' };
  }
  const isText = !UNSENDABLE.test(code) && code.isWellFormed();
  if (!isWhole || !isText || BEGINS_TEXT.test(code)) {
    return { ok: false, reason: 'control-characters' };
  }
  return { ok: true, code, kind: kindOf(code, mode) };
}

/** What a scanner read, without what the scanner added. It may be a code that can't be sent. */
export function bareCode(raw: string, affixes = NO_AFFIXES): string {
  return bare(raw, affixes).code;
}

/**
 * Marks a text that was cut because it is far longer than any code, so that parsing refuses it as too long. Parsing
 * takes off blanks and character sets, and what it leaves of the cut text might otherwise pass for a code.
 */
export function asOverlong(cut: string): string {
  return withoutUnseen(cut).replaceAll('\\', '_');
}

/** The AIM identifier that a scanner sent before a code, such as `]Q1`; null if it sent none. */
export function aimIdentifierOf(raw: string, affixes = NO_AFFIXES): string | null {
  return bare(raw, affixes).aim;
}

type Bare = {
  code: string;
  aim: string | null;
  /** False if the scanner shows that this is only a part of a code. */
  isWhole: boolean;
};

/** Takes off what the scanner added. Its prefix may come before or after the AIM identifier. */
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
