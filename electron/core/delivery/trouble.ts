import type { Trouble } from '../../../shared/bridge/trouble.ts';
import type { ConferaApiError } from '../confera/api-error.ts';

/** What stands between this device and Confera. */
export type WayTrouble = {
  is: Trouble;
  /** The HTTP status that something on the way has answered; null where there was none. */
  status: number | null;
};

/** Codes of Node.js, OpenSSL and undici. Where several are met, as when each of a name's addresses fails, the first counts. */
const TROUBLE_OF_CODE: [Trouble, readonly string[]][] = [
  ['certificate-early', ['CERT_NOT_YET_VALID']],
  ['certificate-expired', ['CERT_HAS_EXPIRED']],
  ['certificate-host', ['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH']],
  [
    'certificate-unknown',
    [
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'CERT_UNTRUSTED',
      'CERT_REJECTED',
      'CERT_SIGNATURE_FAILURE',
      'INVALID_CA',
    ],
  ],
  ['refused', ['ECONNREFUSED', 'EACCES', 'EPERM']],
  ['timeout', ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT']],
  ['no-route', ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL']],
];

/** Whole families of codes. */
const TROUBLE_OF_FAMILY: [Trouble, RegExp][] = [
  // Confera's name isn't found, or the name server isn't.
  ['dns', /^(ENOTFOUND|ENODATA|ESERVFAIL|EAI_\w+)$/],
  ['tls', /^(EPROTO|ERR_SSL_\w+|ERR_TLS_\w+|CERT_\w+)$/],
  // What answers speaks no HTTP.
  ['not-confera', /^(HTTPParserError|HPE_\w+)$/],
];

/** What stands in the way by a failed call; null where Confera itself has answered, or was never asked. */
export function troubleOf(error: ConferaApiError): WayTrouble | null {
  if (error.kind === 'notConfigured' || error.fromConfera) return null;
  if (error.status > 0) return { is: inPlaceOfConfera(error), status: error.status };

  const causes = causesOf(error.cause);
  const proxy = causes.find((cause) => cause.name === 'ProxyError');
  if (proxy) return proxyTrouble('status' in proxy ? Number(proxy.status) : 0);
  return { is: error.kind === 'timeout' ? 'timeout' : troubleOfCodes(causes), status: null };
}

/** What the log says of a failure's cause: the code that the machine gave it, else its words. */
export function causeOf(error: ConferaApiError): string | undefined {
  const causes = causesOf(error.cause);
  // A time limit's code is a number that nobody knows.
  return causes.map(codeOf).find((code) => code !== null) ?? causes.at(-1)?.message;
}

function inPlaceOfConfera({ status, body }: ConferaApiError): Trouble {
  if (status === 407) return 'proxy-password';
  if (status === 511) return 'sign-in';
  if (status >= 300 && status < 400) return 'redirect';
  if (status >= 500 || status === 408 || status === 429) return 'gateway';
  if (body === 'broken') return 'broken';
  return body === 'page' && status < 300 ? 'sign-in' : 'not-confera';
}

function proxyTrouble(status: number): WayTrouble {
  if (status === 0) return { is: 'proxy-unreachable', status: null };
  if (status === 407) return { is: 'proxy-password', status };
  if (status === 511 || (status >= 300 && status < 400)) return { is: 'sign-in', status };
  return { is: status >= 400 && status < 500 ? 'proxy-forbids' : 'proxy-fails', status };
}

function troubleOfCodes(causes: readonly Error[]): Trouble {
  const codes = causes.map((cause) => codeOf(cause) ?? cause.name);
  const known =
    TROUBLE_OF_CODE.find(([, known]) => codes.some((code) => known.includes(code))) ??
    TROUBLE_OF_FAMILY.find(([, family]) => codes.some((code) => family.test(code)));
  return known?.[0] ?? 'broken';
}

/** An error, what caused it, and, of several attempts, each one's error. */
function causesOf(cause: unknown): Error[] {
  if (!(cause instanceof Error)) return [];
  const several = cause instanceof AggregateError ? cause.errors : [];
  return [cause, ...[...several, cause.cause].flatMap(causesOf)];
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
