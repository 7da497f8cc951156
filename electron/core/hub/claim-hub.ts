/**
 * What the devices of a venue share while the internet is gone: who has scanned which badge first. A device alone needs
 * nothing of it, so the default (`NO_HUB`) does nothing.
 *
 * The hub is soft state: the outboxes are the record, and devices claim again what the hub has lost.
 */
export type ClaimHub = {
  /**
   * Claims a scan. It answers within `withinMs` whatever the hub does, and never rejects.
   *
   * Repeating one's own claim gives `won` again, so an answer that was lost does no harm.
   */
  claim: (claim: Claim, withinMs: number) => Promise<ClaimAnswer>;
  /** Takes back a claim of this device's own, because Confera has refused the scan. Resolves with whether the hub knows. */
  takeBack: (key: ClaimKey, scanId: string) => Promise<boolean>;
  /**
   * Tells all that the hub knows and whatever becomes known, in the hub's order, from a place in it on. A feed that falls
   * silent, or a hub that was emptied, is noticed and told anew by itself.
   *
   * @param from the sequence after which to begin; 0 for all
   * @param listen is called with each, and with `restarted` where the hub has forgotten and begins again at 1
   */
  follow: (from: number, listen: (news: HubNews) => void) => void;
  /** Says to the others how this device is. To be called every `BEAT_MS`. */
  beat: (beat: Beat) => void;
  /** Whether the hub answers. */
  readonly state: HubState;
  /** Why it could last not be connected; null while it is, and before it is known. */
  readonly trouble: ConnectionTrouble | null;
  /**
   * Asks how the hub is now, for whoever checks the device. It claims nothing and tells the other devices nothing. It answers
   * within `withinMs` whatever the hub does, and never rejects.
   */
  health: (withinMs: number) => Promise<HubHealth>;
  /** Called when `state` changes. */
  onState: (listen: (state: HubState) => void) => void;
  close: () => Promise<void>;
};

/** Which scan is meant, without its code: 16 bytes as 32 hexadecimal digits. */
export type ClaimKey = string;

export type Claim = {
  key: ClaimKey;
  scanId: string;
  /** The name of the gate, for the words to the person at another one. */
  location: string | null;
};

/** A claim as the hub has it. */
export type HeldClaim = Claim & {
  /** Who this device is on the hub (`HubJoin.device`). */
  device: string;
  /** When the hub took it, Unix milliseconds by the hub's clock. */
  at: number;
  /** How long ago that was, by the hub's clock alone: no device's clock matters. */
  agoMs: number;
};

export type ClaimAnswer =
  /** This device has it, perhaps since an earlier try. */
  | { is: 'won' }
  /** Another device has it, and was read. */
  | { is: 'lost'; holder: HeldClaim }
  /** Somebody has it, and the hub says so in words that this version can't read: nobody will ever learn here who. */
  | { is: 'unreadable' }
  /** The hub didn't answer in time, or who has it could not be read in time. */
  | { is: 'late' }
  /** There is no hub that could be asked. */
  | { is: 'unreachable' };

/** Whether a claim has brought no answer, so that it is worth asking again. */
export function isUnanswered({ is }: ClaimAnswer): boolean {
  return is === 'late' || is === 'unreachable';
}

export type HubNews =
  | { is: 'claim'; sequence: number; claim: HeldClaim }
  | { is: 'void'; sequence: number; device: string; key: ClaimKey; scanId: string }
  | { is: 'beat'; device: string; beat: Beat; at: number; agoMs: number }
  | { is: 'restarted' };

export type HubState = 'none' | 'connecting' | 'connected';

/** How the hub is, where one is to be had. */
export type HubHealth =
  | { is: 'none' }
  /** It keeps the claims. The address is the one in use, as `host:port`, and an answer took `tookMs`. */
  | { is: 'well'; address: string; tookMs: number }
  /** It can't be used. The addresses are all those of the join line. */
  | { is: 'out-of-reach'; addresses: readonly string[]; trouble: HubTrouble };

/** Why the hub can't be used. */
export type HubTrouble =
  /** Nobody listens at its address. */
  | 'refused'
  | 'unknown-name'
  | 'no-answer'
  | 'lost'
  /** What listens at its address isn't the hub. */
  | 'no-tls'
  | 'other-certificate'
  /** The hub doesn't let this device in. */
  | 'key-refused'
  | 'damaged-join-line'
  /** It is the hub and lets this device in, but has nothing to keep the claims in. */
  | 'no-claims'
  | 'other';

/** Why there is no connection to the hub. */
export type ConnectionTrouble = Exclude<HubTrouble, 'no-claims'>;

/** How long the hub keeps a claim, milliseconds: three days, as long as most events. */
export const CLAIMS_KEPT_MS = 3 * 86_400_000;

/** How often a device says that it is there, milliseconds. */
export const BEAT_MS = 5000;
/** After how long without a beat a device counts as gone, milliseconds. */
export const GONE_AFTER_MS = 15_000;

/** How a device is, for the venue's page. */
export type Beat = {
  /** The device's own id (`KIOSK_DEVICE_ID`): two devices with one join line are told apart by it. */
  deviceId: string;
  location: string | null;
  version: string;
  connection: 'online' | 'offline' | 'blocked';
  storage: string | null;
  queued: number;
  /** How long the oldest of them has waited, milliseconds; null if none waits. */
  oldestMs: number | null;
  /** How long ago the last scan was, milliseconds; null if there was none. */
  lastScanMs: number | null;
  /** How many badges it has let in that another gate had let in before. */
  letInTwice: number;
  /** The device's clock, Unix milliseconds. */
  clock: number;
};

/** The hub of a device that has none. */
export const NO_HUB: ClaimHub = {
  claim: async () => ({ is: 'unreachable' }),
  takeBack: async () => false,
  follow: () => {},
  beat: () => {},
  state: 'none',
  trouble: null,
  health: async () => ({ is: 'none' }),
  onState: () => {},
  close: async () => {},
};
