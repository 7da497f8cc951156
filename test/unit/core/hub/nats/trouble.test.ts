import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import type { ConnectionTrouble } from '../../../../../electron/core/hub/claim-hub.ts';
import { failureOf } from '../../../../../electron/core/hub/nats/answer.ts';
import {
  NoAnswerError,
  NoTlsError,
  OtherCertificateError,
  reconnectDelay,
  troubleOf,
} from '../../../../../electron/core/hub/nats/trouble.ts';

const coded = (code: string, cause?: Error) =>
  Object.assign(new Error('words of the system', { cause }), { code });

test.each<[unknown, ConnectionTrouble]>([
  [undefined, 'lost'],
  [new NoAnswerError(), 'no-answer'],
  [new errors.TimeoutError(), 'no-answer'],
  [new errors.AuthorizationError('Authorization Violation'), 'key-refused'],
  [new errors.UserAuthenticationExpiredError('User Authentication Expired'), 'key-refused'],
  [new NoTlsError(), 'no-tls'],
  [new OtherCertificateError(), 'other-certificate'],
  [new errors.ConnectionError('connection refused', { cause: coded('ECONNREFUSED') }), 'refused'],
  [coded('ECONNREFUSED'), 'refused'],
  [new AggregateError([coded('ECONNREFUSED')], 'both'), 'other'],
  [coded('ENOTFOUND'), 'unknown-name'],
  [coded('EHOSTUNREACH'), 'no-answer'],
  [coded('ECONNRESET'), 'lost'],
  [coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'other-certificate'],
  [coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'other-certificate'],
  [coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'other-certificate'],
  [coded('CERT_HAS_EXPIRED'), 'other-certificate'],
  [coded('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'), 'no-tls'],
  [new Error('anything'), 'other'],
  ['a text', 'other'],
])('%o means %s', (error, trouble) => {
  expect(troubleOf(error)).toBe(trouble);
});

test('devices come back soon and not in one moment; a refused one asks seldom', () => {
  expect(reconnectDelay('lost', 0)).toBe(200);
  expect(reconnectDelay('refused', 1)).toBe(300);
  expect(reconnectDelay('key-refused', 0)).toBe(5000);
  expect(reconnectDelay('other-certificate', 0)).toBe(5000);
});

const refused = (err_code: number) =>
  new JetStreamApiError({ code: 400, err_code, description: 'words of the server' });

test.each<[unknown, ReturnType<typeof failureOf>]>([
  [refused(10_077), 'taken'],
  [refused(10_158), 'again'],
  [refused(10_054), 'late'],
  [new errors.TimeoutError(), 'late'],
  [new errors.ClosedConnectionError(), 'unreachable'],
  [new errors.RequestError('connection closed'), 'unreachable'],
  [new errors.NoRespondersError('claims.x'), 'unreachable'],
])('a claim that failed with %o is %s', (error, failure) => {
  expect(failureOf(error)).toBe(failure);
});
