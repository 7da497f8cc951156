/** Marks a code as attendance. Confera takes attendance codes with it or without it. */
export const ATTENDANCE_PREFIX = 'confera-attendance:';

export type BadgeBehaviour =
  | 'valid'
  | 'slow'
  | 'revoked'
  | 'unknown'
  | 'invalid'
  | 'key-reused'
  | 'down';

/** A code that the simulator knows, and how it answers when the code is scanned. */
export interface Badge {
  /** As printed: with `confera-attendance:` it is an attendance code, else a badge. */
  readonly code: string;
  readonly name: string;
  readonly behaviour: BadgeBehaviour;
  /** Attendance only. `today` is the simulator's UTC day and its neighbours; absent means any day. */
  readonly days?: 'any' | 'today' | readonly string[];
  /** One sentence for the printed sheet. */
  readonly note: string;
}

const CHECKS_IN = 'Checks in. A second scan says: already checked in.';

export const SAMPLE_BADGES: readonly Badge[] = [
  { code: 'BADGE-1', name: 'Ayesha Khan', behaviour: 'valid', note: CHECKS_IN },
  { code: 'BADGE-2', name: 'José Ángel Núñez', behaviour: 'valid', note: CHECKS_IN },
  {
    code: 'BADGE-3',
    name: 'Maximiliana Konstantinopoulou-Schwarzenberger von Hohenlohe',
    behaviour: 'valid',
    note: 'Checks in. Shows how a long name fits.',
  },
  {
    code: 'BADGE-4',
    name: 'فاطمة نور',
    behaviour: 'valid',
    note: 'Checks in. Shows a name written from right to left.',
  },
  { code: 'BADGE-5', name: 'Nguyễn Thị Ánh Tuyết', behaviour: 'valid', note: CHECKS_IN },
  {
    code: 'confera-attendance:DAY1-XYZ',
    name: 'Samuel Okafor',
    behaviour: 'valid',
    days: 'any',
    note: 'Attendance, any day. Counts once a day.',
  },
  {
    code: 'confera-attendance:TODAY-1',
    name: 'Ingrid Sørensen',
    behaviour: 'valid',
    days: 'today',
    note: 'Attendance, today only. Counts once.',
  },
  {
    code: 'confera-attendance:OTHER-DAY',
    name: 'Paweł Zieliński',
    behaviour: 'valid',
    days: ['2026-02-03'],
    note: 'Attendance for 3 February 2026. Refused on any other day.',
  },
  {
    code: 'BADGE-REVOKED',
    name: 'Dmitri Volkov',
    behaviour: 'revoked',
    note: 'Refused: this badge was withdrawn.',
  },
  {
    code: 'BADGE-UNKNOWN',
    name: 'Nobody',
    behaviour: 'unknown',
    note: 'Refused: Confera does not know this code.',
  },
  {
    code: 'BADGE-INVALID',
    name: 'Nobody',
    behaviour: 'invalid',
    note: 'Refused: Confera knows the code but cannot accept it.',
  },
  {
    code: 'BADGE-KEY-REUSED',
    name: 'Li Na',
    behaviour: 'key-reused',
    note: 'A conflict that staff must look at.',
  },
  {
    code: 'BADGE-SLOW',
    name: 'Amélie Dubois',
    behaviour: 'slow',
    note: 'Checks in after one and a half seconds.',
  },
  {
    code: 'BADGE-DOWN',
    name: 'Hana Suzuki',
    behaviour: 'down',
    note: 'Confera has an outage each time. The scan stays saved.',
  },
];

const GENERATED = /^(confera-attendance:)?(LOAD|TEST)-[A-Za-z0-9-]+$/;

/** A valid badge for a code made up by a test or a load run (`LOAD-…`, `TEST-…`), else undefined. */
export function generatedBadge(code: string): Badge | undefined {
  if (!GENERATED.test(code)) return undefined;
  return { code, name: `Guest ${code}`, behaviour: 'valid', note: CHECKS_IN };
}
