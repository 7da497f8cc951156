import type { Badge } from './badges.ts';

export const DAY_MS = 86_400_000;

/** Days since 1970 of a `YYYY-MM-DD`, or undefined when there is no such day. */
export function dayNumber(name: string): number | undefined {
  const day = /^\d{4}-\d\d-\d\d$/.test(name) ? Date.parse(name) / DAY_MS : Number.NaN;
  return Number.isInteger(day) && dayName(day) === name ? day : undefined;
}

/** The `YYYY-MM-DD` of a day counted from 1970. */
export function dayName(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** A venue's day is the UTC day or one of its neighbours, so `today` takes all three. */
export function isValidOn({ days = 'any' }: Badge, day: number, today: number): boolean {
  if (days === 'any') return true;
  return days === 'today' ? Math.abs(day - today) <= 1 : days.includes(dayName(day));
}
