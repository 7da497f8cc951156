import type { Trouble } from '../../../shared/bridge/trouble.ts';
import type { ConferaApiError } from '../confera/api-error.ts';

/** What stands between this device and Confera. */
export type WayTrouble = {
  is: Trouble;
  /** The HTTP status with which something on the way answered; null if there was none. */
  status: number | null;
};

/** The codes of Node.js, OpenSSL and undici. If an error has several of them, the first entry of this table counts. */
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

/** Families of codes, for those that the table above doesn't list. */
const TROUBLE_OF_FAMILY: [Trouble, RegExp][] = [
  // Either Confera's name or the name server can't be found.
  ['dns', /^(ENOTFOUND|ENODATA|ESERVFAIL|EAI_\w+)$/],
  ['tls', /^(EPROTO|ERR_SSL_\w+|ERR_TLS_\w+|CERT_\w+)$/],
  // Whatever answers doesn't speak HTTP.
  ['not-confera', /^(HTTPParserError|HPE_\w+)$/],
];

/** Tells from a failed request what stands in the way; null if Confera itself has answered, or was never asked. */
export function troubleOf(error: ConferaApiError): WayTrouble | null {
  if (error.kind === 'notConfigured' || error.fromConfera) return null;
  if (error.status > 0) return { is: inPlaceOfConfera(error), status: error.status };

  const causes = causesOf(error.cause);
  const proxy = causes.find((cause) => cause.name === 'ProxyError');
  if (proxy) return proxyTrouble('status' in proxy ? Number(proxy.status) : 0);
  return { is: error.kind === 'timeout' ? 'timeout' : troubleOfCodes(causes), status: null };
}

/** Returns what the log says about the cause of a failure: the machine's code for it, or its message if it has none. */
export function causeOf(error: ConferaApiError): string | undefined {
  const causes = causesOf(error.cause);
  // The code of a time limit is a number, which tells nobody anything.
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

/** Lists an error with everything that caused it, including the error of each attempt if there were several. */
function causesOf(cause: unknown): Error[] {
  if (!(cause instanceof Error)) return [];
  const several = cause instanceof AggregateError ? cause.errors : [];
  return [cause, ...[...several, cause.cause].flatMap(causesOf)];
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
