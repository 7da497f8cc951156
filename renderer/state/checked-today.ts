import type { KioskState } from '../../shared/bridge/kiosk-state.ts';

/** Making a formatter takes longer than using it, so the one of the venue's zone is kept. */
let venueDays: { timeZone: string; format: Intl.DateTimeFormat } | null = null;

/**
 * Whether the kiosk passed the check before the doors open on this day of the venue.
 *
 * @param now Unix milliseconds
 */
export function checkedToday(
  { checkPassedAt, display }: Pick<KioskState, 'checkPassedAt' | 'display'>,
  now: number,
): boolean {
  if (checkPassedAt === null) return false;
  const { timeZone } = display;
  if (venueDays?.timeZone !== timeZone) {
    const format = new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short' });
    venueDays = { timeZone, format };
  }
  return venueDays.format.format(checkPassedAt) === venueDays.format.format(now);
}
