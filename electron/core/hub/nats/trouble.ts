import { errors } from '@nats-io/transport-node';
import type { ConnectionTrouble as Trouble } from '../claim-hub.ts';

/** What the log says of each. Errors' own texts come from outside and may hold anything, so they are not told. */
export const TROUBLE_WORDS: Readonly<Record<Trouble, string>> = {
  refused: 'nobody listens at its address: is the hub running?',
  'unknown-name': 'the name in its address is not known here',
  'no-answer': 'it does not answer: is this machine in the same network?',
  'no-tls': 'what listens at its address speaks no TLS 1.3, so nothing is said to it',
  'other-certificate':
    'it shows another certificate than the one in the join line: join this device again if the hub was made anew',
  'key-refused': 'it refuses this device: it was revoked, or the hub was made anew; join it again',
  lost: 'the connection ended',
  'damaged-join-line': 'the join line is damaged: make a new one with npm run hub -- join NAME',
  other: 'it can’t be used',
};

/** No answer within the time, or the other side has hung up. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** The other side doesn't offer TLS. */
export class NoTlsError extends Error {
  override readonly name = 'NoTlsError';
}

/** The other side shows another certificate than the one in the join line. */
export class OtherCertificateError extends Error {
  override readonly name = 'OtherCertificateError';
}

export function troubleOf(error: unknown): Trouble {
  if (error === undefined) return 'lost';
  if (error instanceof errors.AuthorizationError) return 'key-refused';
  if (error instanceof errors.UserAuthenticationExpiredError) return 'key-refused';
  if (error instanceof errors.TimeoutError || error instanceof NoAnswerError) return 'no-answer';
  if (!(error instanceof Error)) return 'other';
  if (error instanceof NoTlsError) return 'no-tls';
  if (error instanceof OtherCertificateError) return 'other-certificate';
  return troubleOfCode(codeOf(error));
}

const NO_WAY = ['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN'];

function troubleOfCode(code: string): Trouble {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-name';
  if (NO_WAY.includes(code)) return 'no-answer';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'lost';
  if (/CERT|UNABLE_TO|VERIFY/.test(code)) return 'other-certificate';
  if (/SSL|TLS/.test(code)) return 'no-tls';
  return 'other';
}

function codeOf(error: Error & { code?: unknown }): string {
  if (typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? codeOf(error.cause) : '';
}

const RECONNECT_MS = 200;
const JITTER_MS = 100;
/** What a hub has decided doesn't change within a moment, and sixty refused devices would keep it busy. */
const DECIDED_MS = 5000;

/**
 * How long to wait before the next try, milliseconds.
 *
 * @param random 0 to 1: devices that have lost the hub together don't come back in one moment
 */
export function reconnectDelay(trouble: Trouble, random: number): number {
  const isDecided = trouble === 'key-refused' || trouble === 'other-certificate';
  return (isDecided ? DECIDED_MS : RECONNECT_MS) + random * JITTER_MS;
}
