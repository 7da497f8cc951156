import { timeZone } from '../../shared/settings/setting-kinds.ts';

/**
 * The machine's zone. Null where it names none that the IANA database knows: attendance would be counted for the wrong
 * day.
 *
 * What `TZ` says is looked at itself: of `IST-5:30`, one of the rules that POSIX has there, Node makes UTC without a
 * word, and of `GMT+5` the opposite.
 */
export function systemTimeZone(env: NodeJS.ProcessEnv = process.env): string | null {
  // With a colon before it the rest is a name.
  const name = env.TZ?.replace(/^:/, '') ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return timeZone.safeParse(name).success ? name : null;
}
