import CachePolicy from 'http-cache-semantics';

/** Header fields by their names in lower case. */
export type HeaderFields = Readonly<Record<string, string>>;

/** An answer with the status 200 that is kept, with what is needed to tell how long it may be used. */
export type KeptAnswer = {
  /** The request's fields that the answer depends on, by its `Vary`. */
  requestFields: HeaderFields;
  /** The fields that say how long it may be used, and the body's type. */
  fields: HeaderFields;
  /** When the server last vouched for it, in Unix milliseconds. */
  heardAt: number;
  body: Buffer;
};

/** Where a kept answer stands in its life, and so how it may be used. */
export type Stage = {
  /**
   * `fresh`: without asking the server. `while-renewing`: while the server is asked (`stale-while-revalidate`).
   * `after-asking`: once the server has vouched for it.
   */
  is: 'fresh' | 'while-renewing' | 'after-asking';
  /** How long it stays fresh, in milliseconds; 0 if it isn't. */
  freshForMs: number;
  /** How long ago the server made it, in milliseconds. */
  ageMs: number;
};

/** The fields of an answer that are kept. */
export const KEPT_FIELDS = [
  'cache-control',
  'pragma',
  'expires',
  'date',
  'age',
  'etag',
  'last-modified',
  'vary',
  'content-type',
] as const;

/**
 * The limits in seconds for an answer that doesn't say how long it is fresh. It may be used for a tenth of the time for
 * which it hadn't changed, as RFC 9111 proposes. Confera's own guide caches its reads for a minute.
 */
const LEAST_HEURISTIC = 60;
const MOST_HEURISTIC = 15 * 60;

/** Nothing counts as fresh for longer, in seconds, so that a mistyped lifetime doesn't outlast a conference. */
const MOST_FRESH = 24 * 60 * 60;

/** This device's clock may be set back by this much before kept answers count as stale, in milliseconds. */
const TOLERATED_SETBACK_MS = 2 * 60_000;

/** Fields that are secrets. The cache is this key's alone, so an answer can't vary by them. */
const SECRET_FIELDS = ['x-api-key', 'authorization', 'cookie'];

/** This device is the only user of its cache. */
const PRIVATE = { shared: false } as const;

/** Whether an answer with the status 200 may be kept on disk. */
export function mayBeKept(fields: HeaderFields): boolean {
  return policyOf({}, fields).storable();
}

/** Makes what is kept of a new answer. */
export function keptAnswer(
  requestFields: HeaderFields,
  answer: { headers: HeaderFields; body: Buffer },
  now: number,
): KeptAnswer {
  const fields = keptFields(answer.headers);
  const varying = (fields.vary ?? '').toLowerCase().split(',');
  const named = varying.map((name) => name.trim()).filter((name) => !SECRET_FIELDS.includes(name));
  return { requestFields: pick(requestFields, named), fields, heardAt: now, body: answer.body };
}

/** Tells how a kept answer may be used now. */
export function stageOf(kept: KeptAnswer, requestFields: HeaderFields, now: number): Stage {
  const policy = policyAt(kept, now);
  const { response, revalidation } = policy.evaluateRequest(asRequest(requestFields));
  const ageMs = Math.max(0, policy.age() * 1000);
  const isOfTheFuture = kept.heardAt - now > TOLERATED_SETBACK_MS;
  if (!response || isOfTheFuture) return { is: 'after-asking', freshForMs: 0, ageMs };
  if (revalidation) return { is: 'while-renewing', freshForMs: 0, ageMs };
  return { is: 'fresh', freshForMs: policy.maxAge() * 1000 - ageMs, ageMs };
}

/** The request's fields with those that ask whether the kept answer is still valid. */
export function renewingFields(kept: KeptAnswer, requestFields: HeaderFields): HeaderFields {
  const asking = policyAt(kept, kept.heardAt).revalidationHeaders(asRequest(requestFields));
  return {
    ...requestFields,
    ...pick(asking as HeaderFields, ['if-none-match', 'if-modified-since']),
  };
}

/**
 * The kept answer after a 304, whose fields take the place of the earlier ones. It is null if the 304 is about another
 * version of the answer.
 */
export function validated(kept: KeptAnswer, by: HeaderFields, now: number): KeptAnswer | null {
  const { etag } = by;
  if (etag !== undefined && weakly(etag) !== weakly(kept.fields.etag ?? etag)) return null;
  const { age: _before, ...before } = kept.fields;
  const { 'content-type': _type, ...news } = keptFields(by);
  return { ...kept, fields: { ...before, ...news }, heardAt: now };
}

/** An age that is no number, or so large that no time can be counted from it, counts as none. */
function keptFields(of: HeaderFields): HeaderFields {
  const { age, ...fields } = pick(of, KEPT_FIELDS);
  return age !== undefined && /^\d{1,9}$/.test(age) ? { ...fields, age } : fields;
}

const weakly = (etag: string) => etag.replace(/^W\//, '');

function policyAt(kept: KeptAnswer, now: number): CachePolicy {
  const made = policyOf(kept.requestFields, asUnderstood(kept.fields));
  const policy = CachePolicy.fromObject({ ...made.toObject(), t: kept.heardAt });
  return Object.assign(policy, { now: () => now });
}

function policyOf(requestFields: HeaderFields, fields: HeaderFields): CachePolicy {
  const cacheControl = fields['cache-control']?.toLowerCase();
  const headers = {
    ...fields,
    ...(cacheControl !== undefined && { 'cache-control': cacheControl }),
  };
  return new CachePolicy(asRequest(requestFields), { status: 200, headers }, PRIVATE);
}

function asRequest(fields: HeaderFields): CachePolicy.HttpRequest {
  const headers = Object.entries(fields).filter(([name]) => !SECRET_FIELDS.includes(name));
  return { headers: Object.fromEntries(headers) };
}

/**
 * The fields with one lifetime in them, which this cache goes by.
 *
 * The library never calls an answer with `must-revalidate` fresh, although the directive only forbids what comes after
 * its lifetime. So it is taken out, together with what it forbids.
 */
function asUnderstood({ expires, pragma, ...fields }: HeaderFields): HeaderFields {
  const given = { ...fields, ...(expires && { expires }), ...(pragma && { pragma }) };
  const directives = directivesOf(fields['cache-control']);
  const isUncached = fields['cache-control'] === undefined && /no-cache/i.test(pragma ?? '');
  if (isUncached) directives.push('no-cache');
  const has = (name: string) => directives.some((each) => nameOf(each) === name);
  const proposed = policyOf({}, given).maxAge();
  const isTold = has('max-age') || has('no-cache') || expires !== undefined;
  const seconds = isTold ? proposed : Math.min(Math.max(proposed, LEAST_HEURISTIC), MOST_HEURISTIC);
  const dropped = ['max-age', 'must-revalidate'];
  if (has('must-revalidate') || has('no-cache')) dropped.push('stale-while-revalidate');
  const rest = directives.filter((each) => !dropped.includes(nameOf(each)));
  const lifetime = `max-age=${Math.floor(Math.min(seconds, MOST_FRESH))}`;
  return { ...fields, 'cache-control': [...rest, lifetime].join(', ') };
}

function directivesOf(cacheControl = ''): string[] {
  const all = cacheControl.toLowerCase().split(',');
  return all.map((directive) => directive.trim()).filter((directive) => directive !== '');
}

const nameOf = (directive: string) => directive.split('=', 1)[0]?.trim() ?? '';

function pick(fields: HeaderFields, names: readonly string[]): HeaderFields {
  const picked = names.map((name) => [name, fields[name]] as const);
  return Object.fromEntries(
    picked.filter((each): each is [string, string] => each[1] !== undefined),
  );
}
