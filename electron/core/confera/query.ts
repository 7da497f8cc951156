import { ConferaApiError } from './api-error.ts';

/** Which part of a list is wanted. */
export type PageArguments = {
  /** How many at most, from 1. */
  limit?: number;
  /** How many to leave out before them, from 0. */
  offset?: number;
};

/** Which registrations are wanted. */
export type RegistrationFilter = PageArguments & {
  /** The whole address. */
  email?: string;
  status?: string;
};

/** The longest page of a list, and of the registrations. */
const MOST = 500;
const MOST_REGISTRATIONS = 200;

/** No address is longer (RFC 5321). */
const LONGEST_EMAIL = 254;
const LONGEST_STATUS = 100;

/**
 * The query for a part of a list.
 *
 * @param call the function's name, for the message
 * @throws ConferaApiError of kind `validation` for what the API would refuse
 */
export function pageQuery(call: string, page: PageArguments, most = MOST): URLSearchParams {
  const query = new URLSearchParams();
  const { limit, offset } = page;
  if (limit !== undefined) {
    if (!isWhole(limit) || limit < 1 || limit > most) {
      refuse(`${call}: limit must be a whole number from 1 to ${most}, not ${limit}`);
    }
    query.set('limit', String(limit));
  }
  if (offset !== undefined) {
    if (!isWhole(offset) || offset < 0) {
      refuse(`${call}: offset must be a whole number from 0, not ${offset}`);
    }
    query.set('offset', String(offset));
  }
  return query;
}

/** The query for a part of the registrations. Its errors never show the email address. */
export function registrationQuery(call: string, filter: RegistrationFilter): URLSearchParams {
  const query = pageQuery(call, filter, MOST_REGISTRATIONS);
  const { email, status } = filter;
  if (email !== undefined) {
    if (typeof email !== 'string' || email.length > LONGEST_EMAIL || !EMAIL.test(email)) {
      refuse(`${call}: email must be one whole email address`);
    }
    query.set('email', email);
  }
  if (status !== undefined) {
    if (typeof status !== 'string' || !STATUS.test(status)) {
      refuse(`${call}: status must be a word of at most ${LONGEST_STATUS} characters`);
    }
    query.set('status', status);
  }
  return query;
}

/** Only what no address has is refused. Whether there is such an address is the server's to say. */
const EMAIL = /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u;
const STATUS = new RegExp(`^[\\w-]{1,${LONGEST_STATUS}}$`);

/** Also keeps a text that only looks like a number out, which a caller without types may give. */
function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function refuse(message: string): never {
  throw new ConferaApiError({ kind: 'validation', message, requestSent: false });
}
