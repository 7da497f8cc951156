const FAILURES = ['error', 'fail', 'failed', 'failure'];

/**
 * Tells whether the body of a 2xx says that the request has failed nevertheless.
 *
 * Confera doesn't document the body of a success, so only a plain denial counts: an `ok` or `success` that is false
 * (also as `"false"` or `0`), an `error` that is not null, or a `status` that names a failure.
 */
export function saysNo(body: Record<string, unknown>): boolean {
  if (isFalse(body.ok) || isFalse(body.success)) return true;
  if (body.error !== undefined && body.error !== null) return true;
  return typeof body.status === 'string' && FAILURES.includes(body.status.toLowerCase());
}

function isFalse(value: unknown): boolean {
  const text = typeof value === 'string' ? value.toLowerCase() : value;
  return text === false || text === 'false' || text === 0 || text === '0';
}
