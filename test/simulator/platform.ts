import { type Answer, DUPLICATE, KEY_REUSED, NOT_KNOWN, refuses, says } from './answers.ts';
import { ATTENDANCE_PREFIX, type Badge, generatedBadge, SAMPLE_BADGES } from './badges.ts';
import { DAY_MS, dayName, dayNumber, isValidOn } from './days.ts';
import type { RequestKind } from './journal.ts';
import { listEvents, site, speakers, venues } from './programme.ts';

export const SCOPES = ['badges:write', 'attendance:write', 'website:read', 'events:read'] as const;
export type Scope = (typeof SCOPES)[number];

export interface ApiKey {
  readonly state: 'live' | 'revoked';
  readonly scopes: readonly Scope[];
}

const SAMPLE_KEYS: Readonly<Record<string, ApiKey>> = {
  cat_demo_all: { state: 'live', scopes: SCOPES },
  cat_demo_badges: { state: 'live', scopes: ['badges:write'] },
  cat_demo_attendance: { state: 'live', scopes: ['attendance:write'] },
  cat_demo_revoked: { state: 'revoked', scopes: SCOPES },
  cat_demo_none: { state: 'live', scopes: [] },
};

/** A check-in that Confera recorded. */
export interface Checkin {
  /** Epoch milliseconds. */
  readonly at: number;
  /** An attendance code always carries its prefix here. */
  readonly code: string;
  readonly kind: 'badge' | 'attendance';
  readonly location: string | null;
  /** The day it counts for; null for a badge, which counts once in all. */
  readonly dayDate: string | null;
  readonly idempotencyKey: string | null;
}

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly apiKey: string | null;
  readonly idempotencyKey: string | null;
  readonly contentType: string | null;
  /** The body as received. */
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly payload: unknown;
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly kind: RequestKind;
  readonly scope: Scope | null;
  answer(request: ApiRequest): Answer;
}

const BASE = '/api/public/v1';
const SLOW_MS = 1_500;
const LONGEST_CODE = 512;

/** What Confera itself would answer: badges, keys, check-ins, duplicates and replays; no network. */
export class Platform {
  replay: boolean;
  readonly badges: readonly Badge[];
  readonly #badgesByCode: ReadonlyMap<string, Badge>;
  readonly #keys: Map<string, ApiKey>;
  readonly #now: () => number;
  readonly #routes: ReadonlyMap<string, Route>;
  #checkins = new Map<string, Checkin>();
  #firstAnswers = new Map<string, { readonly request: string; readonly answer: Answer }>();

  /** `badges` and `keys` add to the samples or override them; `now` is in epoch milliseconds. */
  constructor(options: {
    readonly badges: readonly Badge[];
    readonly keys: Readonly<Record<string, ApiKey>>;
    readonly replay: boolean;
    readonly now: () => number;
  }) {
    this.replay = options.replay;
    this.#badgesByCode = new Map(
      [...SAMPLE_BADGES, ...options.badges].map((badge) => [badge.code, badge]),
    );
    this.badges = [...this.#badgesByCode.values()];
    this.#keys = new Map(Object.entries({ ...SAMPLE_KEYS, ...options.keys }));
    this.#now = options.now;
    const read = (scope: Scope, answer: (query: URLSearchParams) => Answer): Route => {
      return { method: 'GET', kind: 'other', scope, answer: ({ query }) => answer(query) };
    };
    this.#routes = new Map<string, Route>([
      [
        `${BASE}/health`,
        { method: 'GET', kind: 'health', scope: null, answer: () => says(HEALTH) },
      ],
      [`${BASE}/badges/checkin`, this.#checkinRoute('badge', 'badges:write')],
      [`${BASE}/attendance/checkin`, this.#checkinRoute('attendance', 'attendance:write')],
      [`${BASE}/website/site`, read('website:read', () => says(site))],
      [`${BASE}/events/events`, read('events:read', listEvents)],
      [`${BASE}/events/venues`, read('events:read', () => says({ data: venues }))],
      [`${BASE}/events/speakers`, read('events:read', () => says({ data: speakers }))],
    ]);
  }

  kindOf(path: string): RequestKind {
    return this.#routes.get(path)?.kind ?? 'other';
  }

  /** Answers a request, recording a check-in where it makes one. Synchronous, so never half done. */
  answer(request: ApiRequest): Answer {
    const route = this.#routes.get(request.path);
    if (!route) return refuses(404, 'NOT_FOUND', 'There is no such endpoint.');
    if (route.method !== request.method) {
      const refusal = refuses(405, 'METHOD_NOT_ALLOWED', `Use ${route.method}.`);
      return { ...refusal, headers: { Allow: route.method } };
    }
    const key = this.#keys.get(request.apiKey ?? '');
    if (key?.state !== 'live') {
      return refuses(401, 'UNAUTHORIZED', 'The API key is missing, unknown or revoked.');
    }
    if (route.scope !== null && !key.scopes.includes(route.scope)) {
      return refuses(403, 'FORBIDDEN', `The API key lacks the scope ${route.scope}.`);
    }
    return route.method === 'POST' ? this.#once(request, route) : route.answer(request);
  }

  setKey(key: string, to: ApiKey): void {
    this.#keys.set(key, to);
  }

  checkins(): readonly Checkin[] {
    return [...this.#checkins.values()];
  }

  /** Forgets check-ins and stored answers. */
  reset(): void {
    this.#checkins = new Map();
    this.#firstAnswers = new Map();
  }

  /** Gives the first answer again to a request that repeats an idempotency key. */
  #once(request: ApiRequest, route: Route): Answer {
    const { idempotencyKey } = request;
    if (!this.replay || idempotencyKey === null) return route.answer(request);
    const fingerprint = `${request.method} ${request.path} ${request.text}`;
    const first = this.#firstAnswers.get(idempotencyKey);
    if (first && first.request !== fingerprint) return KEY_REUSED;
    if (first) {
      const headers = { 'Idempotent-Replayed': 'true' };
      return { ...first.answer, headers, acted: false, replayed: true, delayMs: 0 };
    }
    const answer = route.answer(request);
    // A 5xx settles nothing: a repeat has to be tried anew. (401, 403 and 429 never come this far.)
    if (answer.status < 500) {
      this.#firstAnswers.set(idempotencyKey, { request: fingerprint, answer });
    }
    return answer;
  }

  #checkinRoute(kind: Checkin['kind'], scope: Scope): Route {
    return { method: 'POST', kind, scope, answer: (request) => this.#checkin(kind, request) };
  }

  #checkin(kind: Checkin['kind'], request: ApiRequest): Answer {
    if (!/^application\/json\b/i.test(request.contentType ?? '')) {
      return refuses(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send application/json.');
    }
    const scan = readScan(request.payload);
    if (typeof scan === 'string') return refuses(400, 'VALIDATION', scan);
    const code = kind === 'attendance' ? withPrefix(scan.qr) : scan.qr;
    const at = this.#now();
    const today = Math.floor(at / DAY_MS);
    const day = kind === 'attendance' ? dayNumber(scan.dayDate ?? dayName(today)) : null;
    if (day === undefined) return refuses(422, 'INVALID_DAY', 'dayDate is not a day (YYYY-MM-DD).');

    const badge = this.#badgesByCode.get(code) ?? generatedBadge(code);
    const isAttendance = code.startsWith(ATTENDANCE_PREFIX);
    if (!badge || isAttendance !== (kind === 'attendance')) return NOT_KNOWN;
    switch (badge.behaviour) {
      case 'unknown':
        return NOT_KNOWN;
      case 'revoked':
        return refuses(410, 'BADGE_REVOKED', 'This badge was revoked.');
      case 'invalid':
        return refuses(422, 'BADGE_INVALID', 'This badge cannot be used.');
      case 'key-reused':
        return KEY_REUSED;
      case 'down':
        return refuses(503, 'UNAVAILABLE', 'Confera is not available. Try again.');
      case 'valid':
      case 'slow':
        break;
    }
    if (day !== null && !isValidOn(badge, day, today)) {
      return refuses(422, 'INVALID_DAY', 'This code is not valid on that day.');
    }
    const dayDate = day === null ? null : dayName(day);
    const delayMs = badge.behaviour === 'slow' ? SLOW_MS : 0;
    const countsAs = `${dayDate ?? 'ever'} ${code}`;
    if (this.#checkins.has(countsAs)) return { ...DUPLICATE, delayMs };
    const { idempotencyKey } = request;
    const location = scan.location ?? null;
    this.#checkins.set(countsAs, { at, code, kind, location, dayDate, idempotencyKey });
    const checkedInAt = new Date(at).toISOString();
    const body = { ok: true, attendee: { name: badge.name }, checkedInAt };
    return { ...says(body), acted: true, delayMs };
  }
}

const HEALTH = { ok: true, status: 'healthy', conference: { name: site.name } };

interface Scan {
  readonly qr: string;
  readonly location?: string;
  readonly dayDate?: string;
}

/** The scan in a request's payload, or what is wrong with it. */
function readScan(payload: unknown): Scan | string {
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

function withPrefix(code: string): string {
  return code.startsWith(ATTENDANCE_PREFIX) ? code : ATTENDANCE_PREFIX + code;
}
