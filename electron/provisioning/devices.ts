import { isDeepStrictEqual } from 'node:util';
import type { CellFault, TableFault } from '../../shared/bridge/sheet.ts';
import { writeJoinLine } from '../../shared/hub/join-line.ts';
import {
  type Column,
  FURTHER_COLUMNS,
  LONGEST_HUB,
  NEEDED_COLUMNS,
  SETTING_OF,
} from '../../shared/provisioning/sheet-columns.ts';
import { PURPOSES, type Purpose } from '../../shared/settings/purpose.ts';
import { resolveSettings } from '../../shared/settings/resolve-settings.ts';
import type { SettingName } from '../../shared/settings/settings.ts';
import { wholeAddress } from '../../shared/settings/whole-address.ts';
import { readTable } from './table.ts';

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

export type Cells = Partial<Record<Column, string>>;

/** The devices, or everything that is wrong with what was given. */
export type Devices = { ok: true; devices: Device[] } | { ok: false; faults: TableFault[] };

/** Reads the devices of a table, one a line. What is wrong with that which holds for all of them is told once. */
export function devicesOf(text: string, common: Common): Devices {
  const table = readTable(text, { needed: NEEDED_COLUMNS, further: FURTHER_COLUMNS });
  if (!table.ok) return { ok: false, faults: [table.fault] };
  const faults: TableFault[] = [];
  const devices = table.rows.flatMap(({ line, cells }) => {
    const made = deviceOf(cells, common);
    if (made.ok) return made.device;
    const fault = isForAll(made.fault, cells) ? made.fault : { ...made.fault, line };
    if (!faults.some((each) => isDeepStrictEqual(each, fault))) faults.push(fault);
    return [];
  });
  if (faults.length > 0) return { ok: false, faults };
  return devices.length === 0
    ? { ok: false, faults: [{ is: 'no-device' }] }
    : { ok: true, devices };
}

/** Whether it is wrong for the whole sheet, so that no line of the table is to blame. */
function isForAll({ column }: CellFault, cells: Cells): boolean {
  return FURTHER_COLUMNS.some((each) => each === column) && !cells[column];
}

/** Makes a device of what was given for it and what is given for all. */
export function deviceOf(
  cells: Cells,
  common: Common,
): { ok: true; device: Device } | { ok: false; fault: CellFault } {
  const device = {
    address: wholeAddress(cells.address || common.address),
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
      hubJoin: device.hub ?? '',
    },
  });
  if (!resolved.ok) return faultIn(columnOf(resolved.setting), 'not-accepted');
  const { settings } = resolved;
  for (const name of ['baseUrl', 'location', 'apiKey', 'timeZone'] as const) {
    if (settings[name] === null) return faultIn(columnOf(name), 'missing');
  }
  const written = cells.purpose?.trim().toLowerCase() ?? '';
  const purpose = PURPOSES.find((each) => each === written);
  if (!purpose) return faultIn('purpose', written === '' ? 'missing' : 'not-accepted');
  const hub = settings.hubJoin && writeJoinLine(settings.hubJoin);
  if (hub !== null && hub.length > LONGEST_HUB) return faultIn('hub', 'not-accepted');
  // As the settings have them, without what can't be seen around them, and never empty.
  const { baseUrl, location, language, eventName } = settings;
  return {
    ok: true,
    device: {
      ...device,
      address: baseUrl ?? '',
      location: location ?? '',
      timeZone: settings.timeZone ?? '',
      language,
      event: eventName,
      hub,
      purpose,
    },
  };
}

function columnOf(setting: SettingName): Column {
  const columns = Object.keys(SETTING_OF) as Column[];
  return columns.find((column) => SETTING_OF[column] === setting) ?? 'address';
}

function faultIn(column: Column, why: CellFault['why']): { ok: false; fault: CellFault } {
  return { ok: false, fault: { is: 'cell', line: null, column, why } };
}
