import type { Language } from '../../../shared/words/languages.ts';

/** A time zone to choose: its name in the IANA database, how that is shown, and what else people may search it by. */
export type Zone = { name: string; label: string; also: readonly string[] };

/**
 * Zones that have been renamed since browsers first listed them, by the names that browsers still give them. Both
 * names are found, and the newer one is shown. They are from the file `backward` of the IANA database.
 */
const RENAMED: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** What people call some countries for short, which no engine knows. */
const SHORT: Record<string, string[]> = { AE: ['UAE'], GB: ['UK'], US: ['US', 'USA'] };

const UTC: Zone = { name: 'UTC', label: 'UTC', also: ['GMT'] };

/**
 * All zones that this machine knows, in the order of the alphabet, each with the countries that have it.
 *
 * @param language in which the countries are named, besides English
 */
export function allZones(language: Language): Zone[] {
  const countries = countriesByZone(language);
  const named = Intl.supportedValuesOf('timeZone')
    .filter((name) => name !== 'UTC')
    .map((name) => {
      const newer = RENAMED[name];
      const also = [...(newer ? [name] : []), ...(countries.get(newer ?? name) ?? [])];
      return { name: newer ?? name, label: labelOf(newer ?? name), also };
    });
  return [...named.toSorted((one, other) => (one.name < other.name ? -1 : 1)), UTC];
}

/** The names of the countries that have a zone. */
function countriesByZone(language: Language): Map<string, string[]> {
  const names = [...new Set([language, 'en'])].map(
    (each) => new Intl.DisplayNames(each, { type: 'region', fallback: 'none' }),
  );
  const found = new Map<string, string[]>();
  for (const code of regionCodes()) {
    const known = names.flatMap((each) => each.of(code) ?? []).concat(SHORT[code] ?? []);
    for (const zone of known.length > 0 ? zonesOf(code) : []) {
      const name = RENAMED[zone] ?? zone;
      found.set(name, [...(found.get(name) ?? []), ...known]);
    }
  }
  return found;
}

/** Every pair of letters that could stand for a country. */
function regionCodes(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters.flatMap((first) => letters.map((second) => first + second));
}

function zonesOf(region: string): readonly string[] {
  // Newer engines have the method, and older ones the property; TypeScript knows neither.
  const locale: Intl.Locale & { getTimeZones?: () => string[] | undefined; timeZones?: string[] } =
    new Intl.Locale(`und-${region}`);
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
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
 * The zones in whose name, older name or countries something begins with what was typed: first those with a city or a
 * country that is called just so, then those by their name. Accents, capitals and what stands between words make no
 * difference.
 */
export function zonesWith(typed: string, zones: readonly Zone[]): Zone[] {
  const wanted = plain(typed).trim();
  if (wanted === '') return [...zones];
  const ranked = zones.map((zone) => ({ zone, rank: rankOf(zone, wanted) }));
  return ranked
    .filter(({ rank }) => rank < 4)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ zone }) => zone);
}

function rankOf({ label, also }: Zone, wanted: string): number {
  const city = plain(label.split('/').at(-1) ?? '');
  const others = also.map(plain);
  if (city === wanted || others.includes(wanted)) return 0;
  if (` ${plain(label)}`.includes(` ${wanted}`)) return 1;
  if (others.some((other) => ` ${other}`.includes(` ${wanted}`))) return 2;
  return plain(label).includes(wanted) ? 3 : 4;
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^\p{Letter}\p{Number}+]+/gu, ' ')
    .toLowerCase()
    .trim();
}
