import { HUB_NAME } from '../../shared/hub/join-line.ts';

const DAY_MS = 86_400_000;
const TEN_YEARS_MS = 3652 * DAY_MS;

/**
 * From when on the certificate holds. Devices trust this one certificate alone, so the date protects nobody, and the
 * clock of a small computer may be years behind.
 */
const BEGINNING = new Date('2000-01-01T00:00:00Z');

/**
 * A certificate for the hub's name with its key, both as PEM. It signs itself, and holds for ten years.
 *
 * @param addresses the IP addresses that it is for as well
 */
export async function makeCertificate(
  addresses: readonly string[] = [],
): Promise<{ certificate: string; key: string }> {
  // Only the first start needs these packages; the second one is built on the first.
  await import('reflect-metadata');
  const { SubjectAlternativeNameExtension, X509CertificateGenerator, PemConverter } = await import(
    '@peculiar/x509'
  );
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${HUB_NAME}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: BEGINNING,
    notAfter: new Date(Date.now() + TEN_YEARS_MS),
    extensions: [
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: HUB_NAME },
        ...addresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
    ],
  });
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: `${made.toString('pem')}\n`,
    key: `${PemConverter.encode(key, PemConverter.PrivateKeyTag)}\n`,
  };
}
