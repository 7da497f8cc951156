/** A time zone to choose: its name in the IANA database, and how that is shown and searched. */
export type Zone = { name: string; label: string };

/** All zones that this machine knows, in the order of the alphabet. */
export function allZones(): Zone[] {
  return Intl.supportedValuesOf('timeZone').map((name) => ({ name, label: labelOf(name) }));
}

/** The zone that this machine is set to. */
export function machineZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A zone's name as a person reads it: Asia/Karachi, America/New York. */
export function labelOf(name: string): string {
  return name.replaceAll('_', ' ');
}

/**
 * The zones whose name contains what was typed, those first in which a word begins with it. Accents, capitals and what
 * stands between words make no difference.
 */
export function zonesWith(typed: string, zones: readonly Zone[]): Zone[] {
  const wanted = plain(typed).trim();
  const found = zones.filter(({ label }) => plain(label).includes(wanted));
  const begins = ({ label }: Zone) => ` ${plain(label)}`.includes(` ${wanted}`);
  return [...found.filter(begins), ...found.filter((zone) => !begins(zone))];
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^\p{Letter}\p{Number}+]+/gu, ' ')
    .toLowerCase();
}
