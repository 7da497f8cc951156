import type { Kind, Reason } from './outcome.ts';

/** Which check-in a code asks for: by its prefix, or always the same. */
export const MODES = ['auto', 'badge', 'attendance'] as const;
export type Mode = (typeof MODES)[number];

/** Confera takes no longer code. */
export const MAX_CODE_LENGTH = 512;

const ATTENDANCE_PREFIX = /^confera-attendance:/i;

/** ISO/IEC 15424: what scanners put before a code to name its symbology, `]Q1` for a QR code. */
const AIM_IDENTIFIER = /^\][A-Za-z][0-9A-Za-z]/;

/**
 * Besides control characters: what can't have stood in a code, because a decoder puts it in the place of bytes
 * that it couldn't read.
 */
const UNSENDABLE = /[\p{Cc}\u2028\u2029\ufffd]/u;

export type ParsedCode =
  | { ok: true; code: string; kind: Kind }
  | { ok: false; reason: Extract<Reason, 'empty' | 'too-long' | 'control-characters'> };

/**
 * Makes a code out of what a scanner read: white space around it and the scanner's own prefix go, the code itself
 * is never altered.
 */
export function parseCode(raw: string, mode: Mode): ParsedCode {
  const code = raw.trim().replace(AIM_IDENTIFIER, '').trim();
  if (code === '') return { ok: false, reason: 'empty' };
  if (code.length > MAX_CODE_LENGTH && [...code].length > MAX_CODE_LENGTH) {
    return { ok: false, reason: 'too-long' };
  }
  if (UNSENDABLE.test(code) || !code.isWellFormed()) {
    return { ok: false, reason: 'control-characters' };
  }
  return { ok: true, code, kind: kindOf(code, mode) };
}

function kindOf(code: string, mode: Mode): Kind {
  if (mode !== 'auto') return mode;
  return ATTENDANCE_PREFIX.test(code) ? 'attendance' : 'badge';
}
