/** What may stand between this device and Confera. Each trouble has its own remedy, and so its own words for staff. */
export const TROUBLES = [
  'dns',
  'no-route',
  'refused',
  'timeout',
  'broken',
  // These two go by this device's clock, which may be the one that is wrong.
  'certificate-early',
  'certificate-expired',
  'certificate-unknown',
  'certificate-host',
  'tls',
  /** 407, from a proxy that was asked for a tunnel, or from one that answers in Confera's place. */
  'proxy-password',
  'proxy-forbids',
  'proxy-fails',
  'proxy-unreachable',
  'redirect',
  'sign-in',
  /** Confera fails, and something in front of it answers with a page of its own. */
  'gateway',
  'not-confera',
] as const;
export type Trouble = (typeof TROUBLES)[number];
