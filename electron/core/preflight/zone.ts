import { type Finding, finding } from '../../../shared/preflight/findings.ts';

/**
 * Compares the venue's zone with the machine's. A machine may well be set to another zone, so a difference is only
 * something to look at. It counts by what a clock on the wall shows now, since one place has many names.
 *
 * @param zones.venue the zone in force, an IANA name
 * @param zones.isSet whether a setting names it
 * @param zones.machine the machine's zone; null if it names none that exists
 * @param now Unix milliseconds
 */
export function checkZone(
  { venue, isSet, machine }: { venue: string; isSet: boolean; machine: string | null },
  now: number,
): Finding {
  const values = { zone: venue, time: timeIn(venue, now) };
  if (!isSet) return finding('zone', 'machines', values);
  if (machine === null) return finding('zone', 'alone', values);
  const compared = { ...values, machine, machineTime: timeIn(machine, now) };
  const isSame = dateTimeIn(venue, now) === dateTimeIn(machine, now);
  return finding('zone', isSame ? 'same' : 'differs', compared);
}

const timeIn = (timeZone: string, at: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(at);

const dateTimeIn = (timeZone: string, at: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
