/** What can be wrong with the way to Confera: each has its own remedy, so each has its own words for staff. */
export const TROUBLES = [
  'dns',
  'no-route',
  'refused',
  'timeout',
  'broken',
  /** By this device's clock. */
  'certificate-early',
  /** By this device's clock. */
  'certificate-expired',
  'certificate-unknown',
  'certificate-host',
  'tls',
  /** 407, from a proxy asked for a tunnel or from one in Confera's place. */
  'proxy-password',
  'proxy-forbids',
  'proxy-fails',
  'proxy-unreachable',
  'redirect',
  'sign-in',
  /** Something between answers for a Confera that fails, with a page of its own. */
  'gateway',
  'not-confera',
] as const;
export type Trouble = (typeof TROUBLES)[number];
