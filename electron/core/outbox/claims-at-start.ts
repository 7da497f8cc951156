import { CLAIM, STATE } from './sql.ts';

const SCANS_STATE = '(SELECT state FROM scan WHERE scan.scan_id = claim.scan_id)';

/**
 * Catches up with what an earlier process did not get to write about its claims, for all destinations: what follows from
 * the state of their scans. No scan may be `sending`.
 */
export const SETTLE_CLAIMS = `
  DELETE FROM claim WHERE state = ${CLAIM.waiting} AND ${SCANS_STATE} = ${STATE.rejected};
  UPDATE claim SET state = ${CLAIM.toOffer}
    WHERE state = ${CLAIM.waiting} AND EXISTS (
      SELECT 1 FROM scan WHERE scan.scan_id = claim.scan_id AND (
        -- Whoever was sent to staff has not gone in yet, and a duplicate has been claimed by the gate that came first,
        -- unless its person was let in before Confera told of it.
        (scan.state = ${STATE.pending} AND told IS NOT 'attention' AND told IS NOT 'rejected')
        OR (scan.state = ${STATE.done} AND (outcome = 'checked-in' OR told = 'queued'))
      )
    );
  UPDATE claim
    SET state = CASE state WHEN ${CLAIM.lost} THEN ${CLAIM.takenBack} ELSE ${CLAIM.toTakeBack} END
    WHERE state IN (${CLAIM.toOffer}, ${CLAIM.won}, ${CLAIM.lost})
      AND ${SCANS_STATE} = ${STATE.rejected};
`;
