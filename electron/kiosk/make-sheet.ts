import type { BridgeInput, BridgeOutput } from '../../shared/bridge/bridge.ts';
import { MOST_DEVICES } from '../../shared/bridge/sheet.ts';
import { type Devices, deviceOf, devicesOf } from '../provisioning/devices.ts';
import { weaknessOf } from '../provisioning/passphrase.ts';
import { TooLongError } from '../provisioning/seal.ts';
import { sealSheet } from '../provisioning/seal-sheet.ts';
import type { Kiosk } from './kiosk.ts';

/** A line for each device, one for the names of the columns, and as many again for cells with several lines. */
const MOST_LINES = 2 * (MOST_DEVICES + 1);

/**
 * Makes a sheet of provisioning codes for other devices, as `npm run provision` does. The keys are those that were given
 * with the call; this device's own is never looked at, and nothing of the sheet is kept.
 */
export async function makeSheet(
  kiosk: Kiosk,
  { devices: given, common, passphrase, days }: BridgeInput<'makeSheet'>,
): Promise<BridgeOutput<'makeSheet'>> {
  const lines = 'table' in given ? linesIn(given.table) : 0;
  // A table of something else may have thousands, and nobody's scan waits for it.
  if (lines > MOST_LINES) return { ok: false, problem: 'too-many', count: lines - 1 };
  const read = readDevices(kiosk, given, common);
  if (!read.ok) return { ok: false, problem: 'bad-devices', faults: read.faults };
  const { devices } = read;
  const count = devices.length;
  if (count > MOST_DEVICES) return { ok: false, problem: 'too-many', count };
  const why = weaknessOf(passphrase);
  if (why) return { ok: false, problem: 'weak-passphrase', why };
  try {
    const made = await sealSheet(devices, passphrase, { now: kiosk.clock.now(), days });
    // Keys for other devices have left this one in codes, so it should be known when.
    kiosk.core?.log.info({ sheet: made.sheet, count, days }, 'staff made a sheet of set-up codes');
    return { ok: true, ...made };
  } catch (error) {
    if (!(error instanceof TooLongError)) throw error;
    return { ok: false, problem: 'too-long', location: error.location };
  }
}

function linesIn(table: string): number {
  return table.split(/\r\n?|\n/).filter((line) => line.trim() !== '').length;
}

function readDevices(
  { settings }: Kiosk,
  given: BridgeInput<'makeSheet'>['devices'],
  common: BridgeInput<'makeSheet'>['common'],
): Devices {
  const all = { ...common, allowHttp: settings.forScreen.allowHttp ? '1' : '' };
  if ('table' in given) return devicesOf(given.table, all);
  const made = deviceOf(given, all);
  return made.ok ? { ok: true, devices: [made.device] } : { ok: false, faults: [made.fault] };
}
