/** What may be wrong between this device and Confera. Each has a remedy of its own, so staff are told which it is. */
export const TROUBLES = [
  'dns',
  'no-route',
  'refused',
  'timeout',
  'broken',
  // These two depend on this device's clock, which may be wrong.
  'certificate-early',
  'certificate-expired',
  'certificate-unknown',
  'certificate-host',
  'tls',
  /** A 407, either from a proxy that was asked for a tunnel or from one that answers in Confera's place. */
  'proxy-password',
  'proxy-forbids',
  'proxy-fails',
  'proxy-unreachable',
  'redirect',
  'sign-in',
  /** Confera fails, and a server in front of it answers with a page of its own. */
  'gateway',
  'not-confera',
] as const;
export type Trouble = (typeof TROUBLES)[number];
