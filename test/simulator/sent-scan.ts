import { ATTENDANCE_PREFIX } from './badges.ts';

const LONGEST_CODE = 512;

/** What a check-in's body says. */
export interface SentScan {
  readonly qr: string;
  readonly location?: string;
  readonly dayDate?: string;
}

/** The scan in a request's payload, or what is wrong with it. */
export function readScan(payload: unknown): SentScan | string {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return 'The body must be a JSON object.';
  }
  const { qr, location, dayDate } = payload as Record<string, unknown>;
  if (typeof qr !== 'string' || qr.trim() === '' || qr.length > LONGEST_CODE) {
    return `qr must be a text of 1 to ${LONGEST_CODE} characters.`;
  }
  if (location !== undefined && typeof location !== 'string') return 'location must be a text.';
  if (dayDate !== undefined && typeof dayDate !== 'string') return 'dayDate must be a text.';
  return {
    qr: qr.trim(),
    ...(location !== undefined && { location }),
    ...(dayDate !== undefined && { dayDate }),
  };
}

/** An attendance code with its prefix, which may be left out when it is sent. */
export function withPrefix(code: string): string {
  return code.startsWith(ATTENDANCE_PREFIX) ? code : ATTENDANCE_PREFIX + code;
}
