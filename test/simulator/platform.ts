import { type Answer, DUPLICATE, KEY_REUSED, NOT_KNOWN, refuses, says } from './answers.ts';
import { ATTENDANCE_PREFIX, type Badge, generatedBadge, SAMPLE_BADGES } from './badges.ts';
import type { Behaviour } from './behaviour.ts';
import { type Conditions, revalidated } from './caching.ts';
import type { Conference } from './conference/conference.ts';
import { READ_ENDPOINTS, type ReadEndpoint } from './conference/read-endpoints.ts';
import { DAY_MS, dayName, dayNumber, isValidOn } from './days.ts';
import { SAMPLE_IMAGES } from './images/sample-images.ts';
import type { RequestKind } from './journal.ts';
import { type ApiKey, SAMPLE_KEYS, type Scope } from './scopes.ts';
import { readScan, withPrefix } from './sent-scan.ts';

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
  /** What the client says that it has already. */
  readonly conditions: Conditions;
  /** The body as received. */
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly payload: unknown;
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly kind: RequestKind;
  /** Null for what every live key may do, and for what nobody needs a key for. */
  readonly scope: Scope | null;
  answer(request: ApiRequest): Answer;
}

const BASE = '/api/public/v1';
export const IMAGES_PATH = '/images/';
const SLOW_MS = 1_500;

/** What Confera itself would answer: badges, keys, check-ins, duplicates, replays and reads; no network. */
export class Platform {
  behaviour: Behaviour;
  readonly badges: readonly Badge[];
  readonly #badgesByCode: ReadonlyMap<string, Badge>;
  readonly #keys: Map<string, ApiKey>;
  readonly #now: () => number;
  readonly #routes: ReadonlyMap<string, Route>;
  #conference: Conference;
  #changedAt: number;
  #checkins = new Map<string, Checkin>();
  #firstAnswers = new Map<string, { readonly request: string; readonly answer: Answer }>();

  /** `badges` and `keys` add to the samples or override them; `now` is in epoch milliseconds. */
  constructor(options: {
    readonly badges: readonly Badge[];
    readonly keys: Readonly<Record<string, ApiKey>>;
    readonly conference: Conference;
    readonly behaviour: Behaviour;
    readonly now: () => number;
  }) {
    this.behaviour = options.behaviour;
    this.#badgesByCode = new Map(
      [...SAMPLE_BADGES, ...options.badges].map((badge) => [badge.code, badge]),
    );
    this.badges = [...this.#badgesByCode.values()];
    this.#keys = new Map(Object.entries({ ...SAMPLE_KEYS, ...options.keys }));
    this.#now = options.now;
    this.#conference = options.conference;
    this.#changedAt = options.now();
    this.#routes = new Map<string, Route>([
      [`${BASE}/health`, this.#healthRoute()],
      [`${BASE}/badges/checkin`, this.#checkinRoute('badge', 'badges:write')],
      [`${BASE}/attendance/checkin`, this.#checkinRoute('attendance', 'attendance:write')],
      ...Object.entries(READ_ENDPOINTS).map(
        ([path, endpoint]) => [`${BASE}/${path}`, this.#readRoute(endpoint)] as const,
      ),
    ]);
  }

  get conference(): Conference {
    return this.#conference;
  }

  /** Changes what the read endpoints tell about, now. */
  set conference(conference: Conference) {
    this.#conference = conference;
    this.#changedAt = this.#now();
  }

  kindOf(path: string): RequestKind {
    if (path.startsWith(IMAGES_PATH)) return 'image';
    return this.#routes.get(path)?.kind ?? 'other';
  }

  /** Answers a request, recording a check-in where it makes one. Synchronous, so never half done. */
  answer(request: ApiRequest): Answer {
    if (this.kindOf(request.path) === 'image') return this.#image(request);
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
      return this.#withoutScope(request, route, route.scope);
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

  /** Refuses a key that lacks a scope; the platform may find before that, though, that it knows no such badge. */
  #withoutScope(request: ApiRequest, route: Route, scope: Scope): Answer {
    if (!this.behaviour.scopesFirst && route.method === 'POST') {
      const scan = readScan(request.payload);
      const code =
        typeof scan === 'string'
          ? null
          : route.kind === 'attendance'
            ? withPrefix(scan.qr)
            : scan.qr;
      if (code !== null && !this.#badge(code)) return NOT_KNOWN;
    }
    return refuses(403, 'FORBIDDEN', `The API key lacks the scope ${scope}.`);
  }

  #image(request: ApiRequest): Answer {
    const draw = SAMPLE_IMAGES[request.path.slice(IMAGES_PATH.length)];
    if (!draw || request.method !== 'GET')
      return refuses(404, 'NOT_FOUND', 'There is no such picture.');
    const { type, bytes } = draw();
    const said = { ...says(bytes), headers: { 'Content-Type': type } };
    return revalidated(said, request.conditions, this.behaviour.imageCaching, this.#changedAt);
  }

  /** Gives the first answer again to a request that repeats an idempotency key. */
  #once(request: ApiRequest, route: Route): Answer {
    const { idempotencyKey } = request;
    if (!this.behaviour.replay || idempotencyKey === null) return route.answer(request);
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

  #healthRoute(): Route {
    const answer = ({ apiKey }: ApiRequest) => {
      const name = this.#keys.get(apiKey ?? '')?.conference ?? this.#conference.site.name;
      return says({ ok: true, status: 'healthy', conference: { name } });
    };
    return { method: 'GET', kind: 'health', scope: null, answer };
  }

  #readRoute({ scope, answer }: ReadEndpoint): Route {
    return {
      method: 'GET',
      kind: 'read',
      scope,
      answer: ({ query, conditions }) =>
        revalidated(
          answer(this.#conference, query),
          conditions,
          this.behaviour.readCaching,
          this.#changedAt,
        ),
    };
  }

  #badge(code: string): Badge | undefined {
    return this.#badgesByCode.get(code) ?? generatedBadge(code);
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

    const badge = this.#badge(code);
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
