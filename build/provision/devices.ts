import { BadSettingError } from '../../electron/core/system/bad-setting.ts';
import { PURPOSES, type Purpose } from '../../shared/settings/purpose.ts';
import { resolveSettings } from '../../shared/settings/resolve-settings.ts';
import type { SettingName } from '../../shared/settings/settings.ts';
import { acceptedBy, IN_ENGLISH } from '../../shared/words/problem-sentences.ts';
import { readTable } from './csv.ts';

/** A device that gets a code, with the settings as somebody has written them. */
export type Device = {
  address: string;
  key: string;
  location: string;
  purpose: Purpose;
  timeZone: string;
  language: string;
  event: string | null;
  hub: string | null;
};

/** What a device is given where its own line says nothing. An empty text counts as nothing. */
export type Common = {
  address: string;
  timeZone: string;
  language: string;
  event: string;
  /** `1` if an address may begin with http:// . */
  allowHttp: string;
};

/** The columns of the table, in the order in which the documents name them. */
const NEEDED = ['location', 'purpose', 'key'] as const;
const FURTHER = ['zone', 'language', 'address', 'event', 'hub'] as const;
type Column = (typeof NEEDED | typeof FURTHER)[number];
export type Cells = Partial<Record<Column, string>>;

/** What a setting is called in the table and among the flags. */
const NAMES: Partial<Record<SettingName, { column: Column; flag: string }>> = {
  baseUrl: { column: 'address', flag: '--address or CONFERA_BASE_URL' },
  apiKey: { column: 'key', flag: 'CONFERA_API_KEY' },
  location: { column: 'location', flag: '--location' },
  timeZone: { column: 'zone', flag: '--time-zone' },
  language: { column: 'language', flag: '--language' },
  eventName: { column: 'event', flag: '--event' },
};

/**
 * Reads the devices of a table, one a line.
 *
 * @param name what the file is called in messages
 * @throws BadSettingError with one line for each bad line of the table; none repeats what is in it
 */
export function devicesOf(text: string, name: string, common: Common): Device[] {
  const rows = readTable(text, name, { needed: NEEDED, further: FURTHER });
  const problems: string[] = [];
  const devices = rows.flatMap(({ line, cells }) => {
    const device = deviceOf(cells, common, 'column');
    if (typeof device !== 'string') return device;
    problems.push(`${name}, line ${line}: ${device}`);
    return [];
  });
  if (problems.length > 0) throw new BadSettingError(problems.join('\n'));
  if (devices.length === 0)
    throw new BadSettingError(`${name} has a header but no device below it`);
  return devices;
}

/**
 * Makes a device of what was given for it and what is given for all.
 *
 * @returns the device, or what is wrong with it
 */
export function deviceOf(cells: Cells, common: Common, by: 'column' | 'flag'): Device | string {
  const device = {
    address: cells.address || common.address,
    key: cells.key ?? '',
    location: cells.location ?? '',
    timeZone: cells.zone || common.timeZone,
    language: cells.language || common.language,
    event: cells.event || common.event || null,
    hub: cells.hub || null,
  };
  const resolved = resolveSettings({
    flags: {},
    environment: { allowHttp: common.allowHttp },
    saved: {
      baseUrl: device.address,
      apiKey: device.key,
      location: device.location,
      timeZone: device.timeZone,
      language: device.language,
      eventName: device.event ?? '',
    },
  });
  if (!resolved.ok) return sentence(resolved.setting, 'must be', by);
  const { settings } = resolved;
  for (const name of ['baseUrl', 'location', 'apiKey', 'timeZone'] as const) {
    if (settings[name] === null) return sentence(name, 'is missing: it must be', by);
  }
  const purpose = PURPOSES.find((each) => each === cells.purpose?.toLowerCase());
  if (!purpose) {
    const name = by === 'column' ? 'purpose' : '--purpose';
    return `${name} must be one of ${PURPOSES.join(', ')}`;
  }
  if (device.hub !== null && !/^\P{Cc}{1,512}$/u.test(device.hub)) {
    return 'hub must be the line that npm run hub -- join prints, up to 512 characters';
  }
  return { ...device, address: settings.baseUrl ?? '', purpose };
}

function sentence(setting: SettingName, must: string, by: 'column' | 'flag'): string {
  const name = NAMES[setting]?.[by] ?? setting;
  return `${name} ${must} ${acceptedBy(IN_ENGLISH, setting)}`;
}
