import type Database from 'better-sqlite3';
import type { Outcome } from '../../../../shared/scan/outcome.ts';
import type { ClaimKey } from '../../hub/claim-hub.ts';
import type { ClaimEnd, ClaimId, NewClaim, OthersClaim, Voided } from '../claim-row.ts';
import { CLAIM, STATE } from '../sql.ts';

/** The writes about claims: this device's own, and what it hears of the others'. */
export function claimWrites(db: Database.Database, destinationId: number) {
  const own = prepareOwn(db);
  const others = prepareOthers(db);

  const note = ({ isVoid, at, localAt, ...claim }: OthersClaim): void => {
    // An age that was worked out from an uptime has a fraction, and one such claim would keep out all that come with it.
    const times = { at: Math.round(at), localAt: Math.round(localAt) };
    others.note.run({ ...claim, ...times, isVoid: Number(isVoid) });
    if (isVoid) others.voidOne.run(claim);
  };

  return {
    /** Adds the claim of a scan whose row is there already. */
    addClaim: (scanId: string, { key, state }: NewClaim): void => {
      own.add.run({ scanId, key, state, destinationId });
    },

    /**
     * Writes down what the hub said. What Confera has said of the scan meanwhile is not undone.
     *
     * @param told what the person is told now; null if that stays as it was
     */
    settleClaim: ({ scanId, key }: ClaimId, end: ClaimEnd, told: Outcome | null): void => {
      if (told !== null) own.tell.run({ scanId, told });
      if (end.state === 'won') own.win.run({ scanId, key });
      if (end.state === 'taken-back') own.takenBack.run({ scanId, key });
      if (end.state !== 'lost') return;
      own.lose.run({ scanId, key });
      if (end.holder === null) return;
      // The replica may know more of the holder: that it is void, or when the hub took it before it was emptied.
      note({ ...end.holder, key });
      own.nameHolder.run({ scanId, key, device: end.holder.device, holder: end.holder.scanId });
    },

    /** Has the hub asked for a scan that Confera has accepted, or could not be asked about. */
    offerClaim: (claim: ClaimId): void => {
      const values = { ...claim, destinationId };
      own.dropOtherKeys.run(values);
      own.takeBackOtherKeys.run(values);
      own.offer.run(values);
    },

    /**
     * Has the hub asked for a scan by another key, because the claim that it was lost to was taken back. The lost claim
     * stays, and counts no more.
     */
    offerNextRound: ({ scanId, key }: ClaimId, next: ClaimKey): void => {
      own.forgetHolder.run({ scanId, key });
      own.offer.run({ scanId, key: next, destinationId });
    },

    /** Has the claim of a scan taken back that Confera has refused. */
    refuseClaim: (scanId: string): void => {
      own.dropUnasked.run(scanId);
      own.takeBack.run(scanId);
    },

    /** Has the hub asked again for everything that it gave this device. What others have, they ask for. */
    offerAllClaimsAgain: (since: number): void => {
      own.offerAllAgain.run({ destinationId, since });
    },

    /** Writes down what the hub has told of other devices. What is known already is no write. */
    noteOthersClaims: (claims: readonly OthersClaim[], voids: readonly Voided[]): void => {
      for (const claim of claims) note(claim);
      for (const each of voids) {
        others.voidOne.run(each);
        own.voidHolder.run({ ...each, destinationId });
      }
    },
  };
}

const THIS = 'scan_id = @scanId AND key = unhex(@key)';

/** Claims of another day's key. Where there is one of this key, the others are of other rounds of the same day. */
const OTHER_KEYS = `scan_id = @scanId AND key <> unhex(@key) AND destination_id = @destinationId
  AND NOT EXISTS (SELECT 1 FROM claim AS this WHERE this.scan_id = @scanId AND this.key = unhex(@key))`;

function prepareOwn(db: Database.Database) {
  return {
    add: db.prepare(
      `INSERT INTO claim (scan_id, key, destination_id, state)
       VALUES (@scanId, unhex(@key), @destinationId, @state)`,
    ),
    tell: db.prepare('UPDATE scan SET told = @told WHERE scan_id = @scanId'),
    win: db.prepare(
      `UPDATE claim SET state = ${CLAIM.won}, holder_device = NULL, holder_scan_id = NULL,
         holder_location = NULL, holder_at = NULL, holder_is_void = NULL
       WHERE ${THIS} AND state IN (${CLAIM.waiting}, ${CLAIM.toOffer}, ${CLAIM.lost})`,
    ),
    lose: db.prepare(
      `UPDATE claim SET state = ${CLAIM.lost}
       WHERE ${THIS} AND state IN (${CLAIM.waiting}, ${CLAIM.toOffer}, ${CLAIM.won})`,
    ),
    // Another scan of this device's own is never in the replica, so it is never named here.
    nameHolder: db.prepare(
      `UPDATE claim SET holder_device = found.device, holder_scan_id = found.scan_id,
         holder_location = found.location, holder_at = found.local_at, holder_is_void = found.is_void
       FROM others_claim AS found
       WHERE claim.scan_id = @scanId AND claim.key = unhex(@key)
         AND found.key = unhex(@key) AND found.device = @device AND found.scan_id = @holder`,
    ),
    forgetHolder: db.prepare(
      `UPDATE claim SET holder_device = NULL, holder_scan_id = NULL, holder_location = NULL,
         holder_at = NULL, holder_is_void = NULL
       WHERE ${THIS} AND state = ${CLAIM.lost}`,
    ),
    takenBack: db.prepare(
      `UPDATE claim SET state = ${CLAIM.takenBack} WHERE ${THIS} AND state = ${CLAIM.toTakeBack}`,
    ),
    // A scan has another key if its day was corrected. Whoever had the wrong day's key has nothing to do with it.
    dropOtherKeys: db.prepare(
      `DELETE FROM claim
       WHERE ${OTHER_KEYS} AND state IN (${CLAIM.waiting}, ${CLAIM.lost})`,
    ),
    takeBackOtherKeys: db.prepare(
      `UPDATE claim SET state = ${CLAIM.toTakeBack}
       WHERE ${OTHER_KEYS} AND state IN (${CLAIM.toOffer}, ${CLAIM.won})`,
    ),
    offer: db.prepare(
      `INSERT INTO claim (scan_id, key, destination_id, state)
       SELECT scan_id, unhex(@key), destination_id, ${CLAIM.toOffer} FROM scan
       WHERE scan_id = @scanId AND destination_id = @destinationId AND state <> ${STATE.rejected}
       ON CONFLICT DO UPDATE SET state = ${CLAIM.toOffer}
       WHERE state IN (${CLAIM.waiting}, ${CLAIM.toTakeBack}, ${CLAIM.takenBack})`,
    ),
    dropUnasked: db.prepare(
      `DELETE FROM claim WHERE scan_id = ? AND state = ${CLAIM.waiting}
         AND (SELECT told FROM scan WHERE scan.scan_id = claim.scan_id) IS NOT 'queued'`,
    ),
    // The hub may have said yes to one that is still to be offered, and the answer was lost. It is being asked for one
    // that waits although its person was let in.
    takeBack: db.prepare(
      `UPDATE claim
       SET state = CASE state WHEN ${CLAIM.lost} THEN ${CLAIM.takenBack} ELSE ${CLAIM.toTakeBack} END
       WHERE scan_id = ? AND state IN (${CLAIM.waiting}, ${CLAIM.toOffer}, ${CLAIM.won}, ${CLAIM.lost})`,
    ),
    offerAllAgain: db.prepare(
      `UPDATE claim SET state = ${CLAIM.toOffer}
       WHERE destination_id = @destinationId AND state = ${CLAIM.won}
         AND (SELECT scanned_at FROM scan WHERE scan.scan_id = claim.scan_id) >= @since`,
    ),
    voidHolder: db.prepare(
      `UPDATE claim SET holder_is_void = 1
       WHERE destination_id = @destinationId AND key = unhex(@key) AND holder_device = @device
         AND holder_scan_id = @scanId`,
    ),
  };
}

function prepareOthers(db: Database.Database) {
  return {
    // After the hub was emptied, a scan is claimed again with a later time: the first one stays. A device hears its own
    // claims as well, and they don't belong here.
    note: db.prepare(
      `INSERT INTO others_claim (key, device, scan_id, location, at, local_at, is_void)
       SELECT unhex(@key), @device, @scanId, @location, @at, @localAt, @isVoid
       WHERE NOT EXISTS (SELECT 1 FROM scan WHERE scan_id = @scanId)
       ON CONFLICT DO UPDATE SET device = excluded.device, scan_id = excluded.scan_id,
         location = excluded.location, at = excluded.at, local_at = excluded.local_at,
         is_void = excluded.is_void
       WHERE device <> excluded.device OR scan_id <> excluded.scan_id`,
    ),
    voidOne: db.prepare(
      `UPDATE others_claim SET is_void = 1
       WHERE key = unhex(@key) AND device = @device AND scan_id = @scanId AND is_void = 0`,
    ),
  };
}
