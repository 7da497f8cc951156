import { expect, test } from 'vitest';
import { type AnswerBody, ConferaApiError } from '../../../../electron/core/confera/api-error.ts';
import { ProxyError } from '../../../../electron/core/confera/proxy.ts';
import { NotSentError } from '../../../../electron/core/confera/send-request.ts';
import { causeOf, troubleOf } from '../../../../electron/core/delivery/trouble.ts';

const coded = (code: string) => Object.assign(new Error('for the log'), { code });
const noAnswer = (cause: unknown) =>
  new ConferaApiError({ kind: 'network', message: 'No answer', cause });
const unsent = (cause: Error) => noAnswer(new NotSentError('The request never left', { cause }));

test.each([
  ['CERT_NOT_YET_VALID', 'certificate-early'],
  ['CERT_HAS_EXPIRED', 'certificate-expired'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-unknown'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-unknown'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-unknown'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-unknown'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-host'],
  ['CERT_REVOKED', 'tls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['EPROTO', 'tls'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ENETUNREACH', 'no-route'],
  ['EHOSTUNREACH', 'no-route'],
  ['EADDRNOTAVAIL', 'no-route'],
  ['ECONNREFUSED', 'refused'],
  ['EACCES', 'refused'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['ECONNRESET', 'broken'],
  ['UND_ERR_SOCKET', 'broken'],
  ['HPE_INVALID_CONSTANT', 'not-confera'],
  ['SOMETHING_NEW', 'broken'],
])('%s is %s, on its own as well as behind another error', (code, is) => {
  expect(troubleOf(noAnswer(coded(code)))).toEqual({ is, status: null });
  expect(troubleOf(unsent(coded(code)))).toEqual({ is, status: null });
  expect(causeOf(unsent(coded(code)))).toBe(code);
});

test('of the addresses of one name the refusal tells more than the missing route', () => {
  const several = new AggregateError([coded('ENETUNREACH'), coded('ECONNREFUSED')]);
  expect(troubleOf(unsent(several))).toEqual({ is: 'refused', status: null });
});

test('no answer in time is a timeout, whatever the time limit is called', () => {
  const cause = new DOMException('The operation timed out', 'TimeoutError');
  const error = new ConferaApiError({ kind: 'timeout', message: 'No answer in time', cause });
  expect(troubleOf(error)).toEqual({ is: 'timeout', status: null });
  expect(causeOf(error)).toBe('The operation timed out');
});

test.each([
  [407, 'proxy-password', 407],
  [403, 'proxy-forbids', 403],
  [404, 'proxy-forbids', 404],
  [502, 'proxy-fails', 502],
  [302, 'sign-in', 302],
  [511, 'sign-in', 511],
  [0, 'proxy-unreachable', null],
])('a proxy that answers %d to CONNECT is %s', (status, is, told) => {
  expect(troubleOf(unsent(new ProxyError('for the log', { status })))).toEqual({
    is,
    status: told,
  });
});

test("a proxy's own certificate, name and refusal are not Confera's", () => {
  for (const code of ['CERT_HAS_EXPIRED', 'ENOTFOUND', 'ECONNREFUSED']) {
    const error = unsent(new ProxyError('unreachable', { cause: coded(code) }));
    expect(troubleOf(error)).toEqual({ is: 'proxy-unreachable', status: null });
    expect(causeOf(error)).toBe(code);
  }
});

test.each<[number, AnswerBody, string | null]>([
  [302, 'page', 'redirect'],
  [307, 'object', 'redirect'],
  [407, 'page', 'proxy-password'],
  [407, 'object', 'proxy-password'],
  [511, 'page', 'sign-in'],
  [511, 'object', 'sign-in'],
  [200, 'page', 'sign-in'],
  [200, 'other', 'not-confera'],
  [200, 'broken', 'broken'],
  [404, 'page', 'not-confera'],
  [401, 'page', 'not-confera'],
  [502, 'page', 'gateway'],
  [503, 'other', 'gateway'],
  [504, 'broken', 'gateway'],
  [429, 'page', 'gateway'],
  [408, 'other', 'gateway'],
  [503, 'object', null],
  [429, 'object', null],
  [401, 'object', null],
  [404, 'object', null],
  [409, 'object', null],
])('an answer %i with the body "%s" is %s', (status, body, is) => {
  const error = new ConferaApiError({ kind: 'decoding', message: '', status, body });
  expect(troubleOf(error)).toEqual(is === null ? null : { is, status });
  expect(error.fromConfera).toBe(is === null);
});

test('a client that was never set up has met nothing', () => {
  expect(troubleOf(new ConferaApiError({ kind: 'notConfigured', message: '' }))).toBeNull();
});
