import path from 'node:path';
import Database from 'better-sqlite3';
import type { ClaimState } from '../../electron/core/outbox/claim-row.ts';
import type { JournalEntry } from '../simulator/simulator.ts';
import type { KeptScan, Told, Violation } from './promises.ts';
import type { HeldByKey } from './read-claims.ts';

/** What one gate has told its people, and what it keeps. */
export type GateEvidence = {
  told: readonly Told[];
  kept: readonly KeptScan[];
  claims: readonly GateClaim[];
  /** The scans on staff's list *Let in twice*. */
  listed: readonly string[];
};

export type GateClaim = { scanId: string; key: string; state: ClaimState };

/** Everything that is left to check once a venue is at rest: all is sent, and the hub has heard of all. */
export type VenueEvidence = {
  gates: readonly GateEvidence[];
  /** What each node of the hub has. */
  hub: readonly HeldByKey[];
  /** The codes that Confera has recorded, as often as it has recorded them. */
  checkins: readonly string[];
  /** The whole journal of the simulator. */
  journal: readonly JournalEntry[];
};

/** Reads every claim of a device's own that a data folder keeps. */
export function keptClaims(dataDir: string): GateClaim[] {
  const db = new Database(path.join(dataDir, 'kiosk.db'), { readonly: true });
  try {
    const query = 'SELECT scan_id AS scanId, lower(hex(key)) AS key, state FROM claim';
    return db.prepare(query).all() as GateClaim[];
  } finally {
    db.close();
  }
}

/** The promises of a venue that were broken. */
export function brokenVenuePromises(evidence: VenueEvidence): Violation[] {
  return [...brokenAtTheDoor(evidence), ...brokenAtTheHub(evidence), ...brokenInTheEnd(evidence)];
}

type Blame = (promise: string, of?: { scanId?: string | null; code?: string }) => void;

function gather(look: (blame: Blame) => void): Violation[] {
  const violations: Violation[] = [];
  look((promise, { scanId = null, code } = {}) => {
    violations.push({ promise, scanId, codeTail: code?.slice(-4) ?? null });
  });
  return violations;
}

/** For each badge one gate lets it in. If more have, all of them but one are on staff's list, and nobody else. */
function brokenAtTheDoor({ gates }: VenueEvidence): Violation[] {
  const told = gates.flatMap((gate) => gate.told);
  const listed = new Set(gates.flatMap((gate) => gate.listed));
  return gather((blame) => {
    for (const [code, shown] of Map.groupBy(told, (each) => each.code)) {
      const letIn = shown.filter(({ outcome }) => outcome === 'queued');
      const onList = shown.filter(({ scanId }) => scanId !== null && listed.has(scanId));
      if (letIn.length === 0) blame('somebody with a good badge is let in', { code });
      if (onList.length > letIn.length - 1) blame('nobody else is on staff’s list', { code });
      if (onList.length < letIn.length - 1) {
        blame('who was let in twice is on staff’s list', { code });
      }
    }
  });
}

/** For each badge the hub has one claim, the same on all its nodes, and that of the one gate that knows it has won. */
function brokenAtTheHub({ gates, hub }: VenueEvidence): Violation[] {
  const codeOf = new Map(
    gates.flatMap((gate) => gate.told.map((each) => [each.scanId, each.code])),
  );
  const claims = gates.flatMap((gate) => gate.claims);
  return gather((blame) => {
    for (const [key, ofKey] of Map.groupBy(claims, (claim) => claim.key)) {
      const code = codeOf.get(ofKey[0]?.scanId ?? null);
      const about = code === undefined ? {} : { code };
      const holders = hub.map((held) => held.get(key)?.scanId ?? null);
      const holder = heldByMost(holders);
      if (holder === null) blame('the hub has every badge', about);
      if (holders.some((other) => other !== holder)) blame('all nodes have the same claim', about);
      const won = ofKey.filter(({ state }) => state === 'won').map(({ scanId }) => scanId);
      if (won.length !== 1) blame(`one gate has won, not ${won.length}`, about);
      const inVain = won.filter((scanId) => scanId !== holder);
      if (inVain.length > 0) blame('what the hub has given a gate is that gate’s', about);
      const open = ofKey.filter(({ state }) => state !== 'won' && state !== 'lost');
      for (const { scanId, state } of open) blame(`no claim is left ${state}`, { scanId });
    }
  });
}

/** Every scan is sent and answered once, and every badge is checked in once. */
function brokenInTheEnd({ gates, checkins, journal }: VenueEvidence): Violation[] {
  const sent = Map.groupBy(journal, ({ idempotencyKey }) => idempotencyKey);
  const codes = new Set(gates.flatMap(({ told }) => told.map(({ code }) => code)));
  return gather((blame) => {
    const recorded = new Set(checkins);
    if (recorded.size !== checkins.length) blame('nothing counts twice');
    for (const code of codes) {
      if (!recorded.has(code)) blame('every badge is checked in', { code });
    }
    for (const { told, kept } of gates) {
      const byId = new Map(kept.map((scan) => [scan.scan_id, scan]));
      for (const { scanId, code } of told) {
        const scan = byId.get(scanId ?? '');
        if (!scan) blame('every scan is kept', { scanId, code });
        else if (scan.state !== 'done') blame('every scan is sent in the end', { scanId, code });
      }
      for (const { scan_id: scanId, idempotency_key: key, ambiguous } of kept) {
        const answered = (sent.get(key) ?? []).filter(({ status }) => status !== null);
        // After a time limit the device can't know that it was answered.
        if (answered.length > 1 && !ambiguous)
          blame('what was answered isn’t sent again', { scanId });
      }
    }
  });
}

/** What most nodes say; null if most have nothing. */
function heldByMost(holders: readonly (string | null)[]): string | null {
  const counted = [...Map.groupBy(holders, (holder) => holder)];
  const [most] = counted.toSorted(([, some], [, others]) => others.length - some.length);
  return most?.[0] ?? null;
}
