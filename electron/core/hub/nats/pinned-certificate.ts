import { createHash, X509Certificate } from 'node:crypto';
import tls, { type PeerCertificate } from 'node:tls';
import { HUB_NAME } from '../../../../shared/hub/join-line.ts';
import { OtherCertificateError } from './trouble.ts';

/** How the hub is spoken to, whatever its address is. */
export const SPEECH = { servername: HUB_NAME, minVersion: 'TLSv1.3' } as const;

/** The SHA-256 of a certificate, as a join line has it. */
export function fingerprintOf(certificate: Uint8Array): string {
  return createHash('sha256').update(certificate).digest('base64url');
}

/**
 * Why a server that shows this certificate isn't the hub: it is another one than the join line names, or isn't made for
 * the hub's name.
 */
export function whyNotHub(shown: PeerCertificate, fingerprint: string): Error | undefined {
  // A server that shows none is told by an empty object.
  if (!shown.raw || fingerprintOf(shown.raw) !== fingerprint) return new OtherCertificateError();
  return tls.checkServerIdentity(HUB_NAME, shown);
}

/** What the client needs to speak to the hub alone, once the hub's certificate is known. */
export function proofFor(certificate: Uint8Array, fingerprint: string) {
  return {
    ...SPEECH,
    ca: new X509Certificate(certificate).toString(),
    // The server may be another one by now, or show one that this one has signed.
    checkServerIdentity: (_: string, shown: PeerCertificate) => whyNotHub(shown, fingerprint),
  };
}
