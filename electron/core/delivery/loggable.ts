import { ATTENDANCE_PREFIX } from '../../../shared/scan/parse-code.ts';
import { outsideText } from '../../../shared/text/outside-text.ts';
import type { ConferaApiError } from '../confera/api-error.ts';
import type { ConferaAttempt } from '../confera/options.ts';
import { causeOf, troubleOf } from './trouble.ts';

/**
 * What the log says about a failed request, so that its cause can be found.
 *
 * The message that comes with a status is left out: it is taken from the body of the answer and may name the person.
 *
 * @param qr the scanned code that the request was about, if it was about one
 */
export function loggableFailure(error: ConferaApiError, qr: string | undefined) {
  const trouble = troubleOf(error);
  // When a proxy refuses a tunnel, the status is the proxy's, and the request behind it has none.
  const status = trouble?.status ?? error.status;
  return {
    kind: error.kind,
    trouble: trouble?.is,
    status,
    code: loggableText(error.code, qr),
    message: error.status === 0 || error.kind === 'decoding' ? error.message : undefined,
    requestId: loggableText(error.requestId, qr),
    reason: loggableText(causeOf(error), qr),
  };
}

/** What the log says about one request, whatever came of it. */
export function loggableAttempt(attempt: ConferaAttempt, qr?: string) {
  const requestId = loggableText(attempt.requestId, qr);
  return { ...attempt, requestId, durationMs: Math.round(attempt.durationMs) };
}

/**
 * Cleans what a server or the machine has said about a scan, so that it may be kept. Anything between this device and
 * Confera may repeat the code of the badge, which is taken out here.
 */
export function loggableText(text: string | undefined, qr: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  // An attendance code is just as secret without its prefix.
  const secrets = qr === undefined ? [] : [qr, qr.replace(ATTENDANCE_PREFIX, '')];
  return outsideText(text, { secrets }) || undefined;
}
