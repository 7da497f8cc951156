/** How a check went. What can't be known is told as `unknown`, and never as a success. */
export const CHECK_STATES = ['green', 'amber', 'red', 'unknown'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/**
 * Everything that the pre-flight check may find, by check, with the state that it means. Red is what would turn people
 * away or lose scans; amber is what somebody should look at before the doors open.
 *
 * The command's sentences (`electron/preflight/sentences.ts`) have an entry for each of these.
 */
export const FINDINGS = {
  address: {
    answers: 'green',
    /** Without TLS, on this machine. */
    'answers-here': 'green',
    /** Without TLS, over a network. */
    unencrypted: 'amber',
    'rate-limited': 'amber',
    'server-trouble': 'amber',
    gateway: 'amber',
    dns: 'red',
    'no-route': 'red',
    refused: 'red',
    timeout: 'red',
    broken: 'red',
    'certificate-early': 'red',
    'certificate-expired': 'red',
    'certificate-unknown': 'red',
    'certificate-host': 'red',
    tls: 'red',
    'proxy-password': 'red',
    'proxy-forbids': 'red',
    'proxy-fails': 'red',
    'proxy-unreachable': 'red',
    redirect: 'red',
    'sign-in': 'red',
    'not-confera': 'red',
    /** No address is known, because what was saved on the device can't be read. The same holds for other checks. */
    unread: 'unknown',
  },
  key: {
    works: 'green',
    /** Confera has also told which conference the key belongs to. */
    'works-for': 'green',
    /** The conference's name has no word in common with the name of the event that is set here. */
    'other-event': 'amber',
    refused: 'red',
    'conference-inactive': 'red',
    unasked: 'unknown',
  },
  scope: {
    there: 'green',
    /** The device takes either kind, and the key may check in only one of them. */
    'one-missing': 'amber',
    missing: 'red',
    untold: 'unknown',
    unasked: 'unknown',
  },
  clock: {
    right: 'green',
    off: 'amber',
    'far-off': 'red',
    /** Confera's answer had no time in it. */
    untold: 'unknown',
    unasked: 'unknown',
  },
  zone: {
    machines: 'green',
    same: 'green',
    differs: 'amber',
    /** The machine names no zone that exists, so the setting can't be compared with anything. */
    alone: 'green',
    unread: 'unknown',
  },
  disk: {
    writes: 'green',
    low: 'amber',
    slow: 'amber',
    'nearly-full': 'red',
    'disk-full': 'red',
    'read-only': 'red',
    'no-rights': 'red',
    'no-folder': 'red',
    'disk-fails': 'red',
    'no-answer': 'red',
    /** It takes a file, but what the kiosk has saved there can't be read. */
    unreadable: 'red',
    other: 'red',
  },
  queue: {
    empty: 'green',
    waiting: 'green',
    /** Some can't be sent until somebody has looked at them. */
    'needs-person': 'amber',
    old: 'amber',
    elsewhere: 'amber',
    /** The database is damaged or being written to, and there may be more than could be read. */
    partly: 'amber',
    'newer-version': 'red',
    unreadable: 'red',
    /** What keeps them did not answer in time. */
    'no-answer': 'red',
    unread: 'unknown',
  },
  /** Without a hub people still get in, so nothing of it is red. */
  hub: {
    none: 'green',
    connected: 'green',
    unreachable: 'amber',
    /** It doesn't know the device's join line, which may have been revoked or be damaged. */
    refused: 'amber',
    /** What answers at its address isn't the hub of the join line. */
    another: 'amber',
    /** It lets the device in, and can't keep the claims. */
    'no-claims': 'amber',
    /** Whether the device has joined one could not be read. */
    unread: 'unknown',
  },
  /** Badges are printed elsewhere. */
  printer: { none: 'green' },
  /** Only a hub knows the versions of the other devices. */
  version: {
    alone: 'green',
    /** There is a hub, and no other device has been heard by it. */
    unheard: 'green',
    alike: 'green',
    differs: 'amber',
  },
  pin: {
    set: 'green',
    /** A gate without a screen needs none. */
    none: 'green',
    easy: 'amber',
    /** It was set before the kiosk noted whether a PIN is easy to guess. */
    'not-noted': 'unknown',
    lost: 'red',
    /** What keeps it did not answer in time. */
    unread: 'unknown',
  },
  /** Only a device with a screen has this check. */
  power: {
    awake: 'green',
    battery: 'amber',
    'may-sleep': 'amber',
    'not-known': 'unknown',
  },
} as const satisfies Record<string, Record<string, CheckState>>;

export type Check = keyof typeof FINDINGS;
export type FindingOf<C extends Check> = keyof (typeof FINDINGS)[C] & string;

/** What a sentence about a finding names: numbers, addresses, names. Never a secret. */
export type FindingValues = Readonly<Record<string, string | number>>;

/** What one check has found: a code, and the values that belong into its sentence. */
export type Finding = {
  [C in Check]: { check: C; is: FindingOf<C>; values: FindingValues };
}[Check];

/** Makes a finding. */
export function finding<C extends Check>(
  check: C,
  is: FindingOf<C>,
  values: FindingValues = {},
): Finding {
  return { check, is, values } as Finding;
}

/** The state that a finding means. */
export function stateOf({ check, is }: Finding): CheckState {
  return (FINDINGS[check] as Record<string, CheckState>)[is] ?? 'unknown';
}
