import type { ClaimKey } from '../hub/claim-hub.ts';

/**
 * How far this device is with its own claim of a scan.
 *
 * - `waiting`: the hub is not asked before Confera has decided, or could not be asked
 * - `to-offer`: the hub is to be asked, or to be asked again
 * - `won`, `lost`: what the hub said last
 * - `to-take-back`, `taken-back`: Confera refused the scan, and the hub doesn't know that yet, or needs no more
 */
export type ClaimState = 'waiting' | 'to-offer' | 'won' | 'lost' | 'to-take-back' | 'taken-back';

/** The claim that comes with a new scan. */
export type NewClaim = { key: ClaimKey; state: 'waiting' | 'to-offer' };

/** One claim of this device's own. A scan whose day was corrected has two: that of the wrong day is taken back. */
export type ClaimId = { scanId: string; key: ClaimKey };

export type OwnClaim = ClaimId & {
  /** The location of the scan. */
  location: string | null;
};

/** Another device's claim, as far as this device has heard. */
export type OthersClaim = {
  key: ClaimKey;
  /** Who that device is on the hub (`HubJoin.device`). */
  device: string;
  /** The other device's scan. */
  scanId: string;
  location: string | null;
  /** When the hub took it, Unix milliseconds by the hub's clock. */
  at: number;
  /** The same moment by this device's clock, Unix milliseconds. */
  localAt: number;
  /** Whether the other device has taken it back, because Confera refused its scan. */
  isVoid: boolean;
};

/** A claim that was taken back: it counts only if the device and the scan are those that have the key. */
export type Voided = Pick<OthersClaim, 'key' | 'device' | 'scanId'>;

/** What became of a claim that the hub was asked for, or told to take back. */
export type ClaimEnd =
  | { state: 'won' | 'taken-back' }
  /** The holder is null if nobody here can read who it is. */
  | { state: 'lost'; holder: OthersClaim | null };
