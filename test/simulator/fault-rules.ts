import { z } from 'zod';
import { HOSTILE_ANSWERS } from './hostile-answers.ts';
import type { RequestKind } from './journal.ts';

const milliseconds = z.number().min(0).max(3_600_000);
/** Kept to what an HTTP header can carry: any other text would bring the server down. */
const headerValue = z.string().regex(/^[ -~]*$/, 'must be plain ASCII text');
const headerName = z.string().regex(/^[A-Za-z0-9-]+$/, 'must be a header name');
const reply = {
  status: z.int().min(200).max(599),
  /** A text is sent as it is (HTML), anything else as JSON. */
  body: z.json().optional(),
  headers: z.record(headerName, headerValue).optional(),
};
/** Whether the check-in is recorded all the same; by default it is not. */
const acts = z.boolean().optional();

const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), ms: milliseconds }),
  z.strictObject({ kind: z.literal('no-answer') }),
  z.strictObject({ kind: z.literal('reset-before') }),
  z.strictObject({ kind: z.literal('reset-after') }),
  z.strictObject({ kind: z.literal('unauthorized') }),
  z.strictObject({ kind: z.literal('forbidden') }),
  z.strictObject({
    kind: z.literal('rate-limited'),
    /** Seconds; without it there is no Retry-After header. */
    retryAfter: z.number().min(0).max(1_000_000).optional(),
    /** Retry-After as an HTTP date instead of seconds. */
    asDate: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('status'), ...reply }),
  z.strictObject({ kind: z.literal('act-then-status'), ...reply }),
  z.strictObject({ kind: z.literal('html-page') }),
  z.strictObject({
    kind: z.literal('redirect'),
    status: z.union([z.literal(302), z.literal(307)]).optional(),
    to: headerValue.min(1).optional(),
  }),
  z.strictObject({ kind: z.literal('broken-json'), acts }),
  z.strictObject({ kind: z.literal('not-an-object'), acts }),
  z.strictObject({ kind: z.literal('ok-false'), acts }),
  z.strictObject({ kind: z.literal('slow-body'), ms: milliseconds }),
  z.strictObject({ kind: z.literal('cut-body') }),
  z.strictObject({ kind: z.literal('huge-body'), acts }),
  z.strictObject({ kind: z.literal('deep-body'), acts }),
  z.strictObject({ kind: z.literal('empty-body'), acts }),
  /** What an attacker, or a careless organiser, could put in the place of a picture or a document. */
  z.strictObject({ kind: z.literal('hostile'), what: z.enum(HOSTILE_ANSWERS) }),
]);

export const faultRuleSchema = z.strictObject({
  fault: faultSchema,
  /** Which requests; `checkins` (badges and attendance) by default. */
  on: z.enum(['health', 'badges', 'attendance', 'checkins', 'reads', 'images', 'all']).optional(),
  /** Only for requests whose path ends like this, for example `website/site`. */
  path: z.string().optional(),
  /** Only for this code, as it is sent. */
  code: z.string().optional(),
  /** Only for this API key. */
  key: z.string().optional(),
  /** How often it strikes before it wears off. */
  times: z.int().min(1).optional(),
  /** How many matching requests pass first. */
  after: z.int().min(0).optional(),
  /** How likely it strikes; the sequence is the same after each `setFaults`. */
  chance: z.number().min(0).max(1).optional(),
});

export type Fault = z.infer<typeof faultSchema>;
export type FaultRule = z.infer<typeof faultRuleSchema>;

/** What a rule can tell requests apart by. */
export interface Target {
  readonly kind: RequestKind;
  readonly path: string;
  readonly code: string | null;
  readonly apiKey: string | null;
}

/** Decides for each request which fault it meets: that of the first rule that fits. */
export class FaultRules {
  readonly rules: readonly FaultRule[];
  readonly #strikes: readonly ((target: Target) => boolean)[];

  constructor(rules: readonly FaultRule[]) {
    this.rules = [...rules];
    this.#strikes = rules.map(strikes);
  }

  next(target: Target): Fault | null {
    const index = this.#strikes.findIndex((strike) => strike(target));
    return this.rules[index]?.fault ?? null;
  }
}

function strikes(rule: FaultRule, index: number): (target: Target) => boolean {
  const { times = Number.POSITIVE_INFINITY, after = 0, chance = 1 } = rule;
  const random = sequence(index + 1);
  let seen = 0;
  let struck = 0;
  return (target) => {
    if (struck >= times || !covers(rule, target)) return false;
    seen += 1;
    if (seen <= after || random() >= chance) return false;
    struck += 1;
    return true;
  };
}

function covers({ on = 'checkins', path, code, key }: FaultRule, target: Target): boolean {
  if (path !== undefined && !target.path.endsWith(path)) return false;
  if (code !== undefined && code !== target.code) return false;
  if (key !== undefined && key !== target.apiKey) return false;
  switch (on) {
    case 'all':
      return true;
    case 'checkins':
      return target.kind === 'badge' || target.kind === 'attendance';
    case 'badges':
      return target.kind === 'badge';
    case 'reads':
      return target.kind === 'read';
    case 'images':
      return target.kind === 'image';
    default:
      return target.kind === on;
  }
}

/** Numbers from 0 up to 1, the same ones for the same seed (a linear congruential generator). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
