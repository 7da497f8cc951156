import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PeerCertificate } from 'node:tls';
import { expect, test } from 'vitest';
import {
  fingerprintOf,
  whyNotHub,
} from '../../../../../electron/core/hub/nats/pinned-certificate.ts';
import { troubleOf } from '../../../../../electron/core/hub/nats/trouble.ts';
import { makeCertificate } from '../../../../../electron/hub/certificate.ts';

const shownBy = (pem: string) => {
  const certificate = new X509Certificate(pem);
  return { shown: certificate.toLegacyObject(), fingerprint: fingerprintOf(certificate.raw) };
};
const FOR_LOCALHOST = readFileSync(
  path.join(import.meta.dirname, '../../../../fixtures/tls/server.pem'),
  'utf8',
);

test('only the certificate of the join line is the hub’s, and only if it is for the hub’s name', async () => {
  const [own, other] = [await makeCertificate(), await makeCertificate()];
  const { shown, fingerprint } = shownBy(own.certificate);
  expect(whyNotHub(shown, fingerprint)).toBeUndefined();
  const misnamed = shownBy(FOR_LOCALHOST);
  const refused = [
    whyNotHub(shownBy(other.certificate).shown, fingerprint),
    whyNotHub({} as PeerCertificate, fingerprint),
    whyNotHub(misnamed.shown, misnamed.fingerprint),
  ];
  expect(refused.map(troubleOf)).toEqual(Array(3).fill('other-certificate'));
  expect(String(refused[2])).toContain('altnames');
});
