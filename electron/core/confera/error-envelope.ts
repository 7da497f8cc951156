/** The body of an answer once it is known to be a JSON object. */
type Body = Record<string, unknown>;

/** A longer text is no code. It is left out whole, because a part of it might be part of a secret. */
const LONGEST_CODE = 100;

/** The code that a status stands for if the body names none. */
const CODE_OF_STATUS: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  422: 'UNPROCESSABLE_ENTITY',
  429: 'RATE_LIMITED',
  500: 'INTERNAL',
};

/**
 * The codes of an error, with the one that counts first. Confera's envelope is not documented, so a code is looked for
 * in `error.code`, `code`, `errors[0].code`, and in an `error` that is itself a code. If there is none, the status
 * gives one.
 */
export function errorCodes(status: number, body: Body | undefined): string[] {
  const places = [
    fieldOf(body?.error, 'code'),
    body?.code,
    fieldOf(firstOf(body?.errors), 'code'),
    isCodeLike(body?.error) ? body?.error : undefined,
  ];
  const found = places.filter(isCode);
  const byStatus = CODE_OF_STATUS[status];
  return found.length > 0 || byStatus === undefined ? found : [byStatus];
}

/** The server's own words for an error, from the same places. They are meant for a log and not for visitors. */
export function errorMessage(body: Body | undefined): string | undefined {
  const places = [
    fieldOf(body?.error, 'message'),
    body?.message,
    fieldOf(firstOf(body?.errors), 'message'),
    body?.error,
  ];
  return places.find((text): text is string => typeof text === 'string' && text !== '');
}

function isCode(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_CODE;
}

function isCodeLike(value: unknown): boolean {
  return isCode(value) && /^[A-Z][A-Z0-9_]*$/.test(value);
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Body)[field] : undefined;
}
