import type { CountsView, Slot } from '../../../../../../shared/bridge/counts.ts';

const SLOT_MS = 300_000;
const SLOTS = 40;

/** The counts of a morning that ends now, with twenty minutes without Confera. @param now Unix milliseconds */
export function aMorning(now: number): CountsView {
  const end = Math.floor(now / SLOT_MS) * SLOT_MS;
  const slots = Array.from({ length: SLOTS }, (_, n) => slotOf(n, end - (SLOTS - n) * SLOT_MS));
  const sum = (of: (slot: Slot) => number) => slots.reduce((all, slot) => all + of(slot), 0);
  const counted = (kind: 'badge' | 'attendance') => ({
    kind,
    admitted: sum(({ admitted }) => admitted[kind]),
    ...{ again: 37, refused: 12, refusedLater: 1, toStaff: 4, unconfirmed: 0 },
  });
  return {
    ok: true,
    today: '2026-05-11',
    day: '2026-05-11',
    days: ['2026-05-11', '2026-05-10', '2026-05-09'],
    kinds: [counted('badge'), counted('attendance')],
    slots,
    gaps: [{ from: end - 24 * SLOT_MS, to: end - 20 * SLOT_MS, is: 'offline' }],
  };
}

function slotOf(n: number, at: number): Slot {
  const isOffline = n >= SLOTS - 24 && n < SLOTS - 20;
  const badge = Math.round(140 * Math.exp(-(((n - 14) / 8) ** 2))) + (n % 3);
  return {
    at,
    admitted: { badge, attendance: n % 5 },
    answers: {
      'checked-in': isOffline ? 0 : badge,
      'already-checked-in': n % 4 === 0 ? 2 : 0,
      queued: isOffline ? badge : 0,
      rejected: n % 7 === 0 ? 1 : 0,
      attention: n % 11 === 0 ? 1 : 0,
    },
    wait: { half: isOffline ? 20 : 100, most: 300 + 100 * (n % 4) },
  };
}
