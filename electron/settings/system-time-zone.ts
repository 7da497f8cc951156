import { timeZone } from '../../shared/settings/setting-kinds.ts';

/**
 * The machine's time zone. It is null if the machine names none that is in the IANA database, because attendance could
 * be counted for the wrong day.
 *
 * `TZ` is read here directly. It may contain a rule as POSIX has it, and Node silently turns `IST-5:30` into UTC and
 * `GMT+5` into its opposite.
 */
export function systemTimeZone(env: NodeJS.ProcessEnv = process.env): string | null {
  // After a colon comes the name of a zone.
  const name = env.TZ?.replace(/^:/, '') ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return timeZone.safeParse(name).success ? name : null;
}
