import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BadSettingError } from '../electron/core/system/bad-setting.ts';
import { flagsOrExit, type ValuesOf, wholeNumber } from '../electron/process/flags.ts';
import {
  type Cells,
  type Common,
  type Device,
  deviceOf,
  devicesOf,
} from '../electron/provisioning/devices.ts';
import { TooLongError } from '../electron/provisioning/seal.ts';
import { sealSheet } from '../electron/provisioning/seal-sheet.ts';
import { takeEnvironment } from '../electron/settings/environment.ts';
import { systemTimeZone } from '../electron/settings/system-time-zone.ts';
import { VALID_DAYS } from '../shared/bridge/sheet.ts';
import { decodeText } from '../shared/text/decode-text.ts';
import { LANGUAGE_CODES, type Language } from '../shared/words/languages.ts';
import { endWith } from './end-with.ts';
import { askSecret } from './provision/ask-secret.ts';
import { badFlag, badTable } from './provision/fault-lines.ts';
import { sheetOf } from './provision/sheet.ts';
import { takePassphrase } from './provision/take-passphrase.ts';

const HELP = `Makes a sheet of provisioning codes: one page a device, which sets a kiosk up when it is shown to it.

  --out FILE           the sheet, an HTML file to print (default: provisioning.html)
  --overwrite          write the sheet even if the file is there already
  --csv FILE           many devices: a table with the header location,purpose,key and, if you like, the further
                       columns zone, language, address, event and hub
  --location NAME      one device: where it stands
  --purpose PURPOSE    one device: self-service, gate or laptop
  --address URL        Confera's address (or CONFERA_BASE_URL)
  --time-zone ZONE     the venue's zone, such as Europe/Berlin (or KIOSK_TIME_ZONE; default: this machine's)
  --language CODE      the language of the sheet and of the screens (or KIOSK_LANGUAGE; default: en). In the table each
                       screen may have its own
  --event NAME         the event's name for the screen (or KIOSK_EVENT_NAME)
  --expires DAYS       for how many days the codes are valid, 1 to 90 (default: 7)
  --help               show this

One device's key comes from CONFERA_API_KEY or is asked for at the terminal. The passphrase, without which the codes
are worth nothing, comes from KIOSK_PASSPHRASE or is asked for. Neither is taken from a flag, and neither is on the
sheet. Exit code: 0 done, 2 a bad setting, flag or line of the table, 1 a fault.
`;

const FLAGS = {
  out: { type: 'string' },
  overwrite: { type: 'boolean' },
  csv: { type: 'string' },
  location: { type: 'string' },
  purpose: { type: 'string' },
  address: { type: 'string' },
  'time-zone': { type: 'string' },
  language: { type: 'string' },
  event: { type: 'string' },
  expires: { type: 'string' },
} as const;

type Values = ValuesOf<typeof FLAGS>;

async function main() {
  const environment = takeEnvironment(process.env);
  const { values } = flagsOrExit(HELP, FLAGS);
  const { min, max, usual: fallback } = VALID_DAYS;
  const days = wholeNumber('--expires', values.expires, { min, max, fallback });
  const out = path.resolve(values.out || 'provisioning.html');
  if (existsSync(out) && !values.overwrite) {
    throw new BadSettingError(
      `${out} is there already. Choose another file by --out, or add --overwrite`,
    );
  }
  const common = commonGiven(values, environment);
  const language = languageOf(common);
  const devices = await devicesGiven(values, environment, common);
  const passphrase = await takePassphrase(process.env);

  const made = await sealed(devices, passphrase, days);
  const { sheet, pages } = made;
  const html = await sheetOf(made, language);
  // A file that is there keeps its mode, and a link leads elsewhere.
  if (values.overwrite) rmSync(out, { force: true });
  writeFileSync(out, html, { mode: 0o600, flag: 'wx' });
  process.stderr.write(
    `${out}: ${pages.length} ${pages.length === 1 ? 'code' : 'codes'} on sheet ${sheet}, valid for ${days} ` +
      `${days === 1 ? 'day' : 'days'}. Print it, and tell the passphrase by another way.\n` +
      `${whereTo(devices, common.address)}\n`,
  );
}

/** Says where the codes lead. If an address is meant otherwise, only the device would find out. */
function whereTo(devices: readonly Device[], given: string): string {
  const addresses = new Set(devices.map(({ address }) => address));
  const isCompleted = given !== '' && !given.includes('://');
  const why = isCompleted
    ? ', because an address without http:// before it counts as https://'
    : '';
  return `The codes lead to ${[...addresses].join(', ')}${why}.`;
}

type Environment = ReturnType<typeof takeEnvironment>;

function commonGiven(values: Values, environment: Environment): Common {
  return {
    address: values.address || environment.baseUrl || '',
    timeZone: values['time-zone'] || environment.timeZone || systemTimeZone() || '',
    language: values.language || environment.language || 'en',
    event: values.event || environment.eventName || '',
    allowHttp: environment.allowHttp ?? '',
  };
}

/** The language of the sheet. Each line of a table may have another one for its device. */
function languageOf({ language }: Common): Language {
  const known = LANGUAGE_CODES.find((each) => each === language);
  if (!known) throw badFlag({ column: 'language', why: 'not-accepted' });
  return known;
}

async function devicesGiven(
  values: Values,
  environment: Environment,
  common: Common,
): Promise<Device[]> {
  if (values.csv !== undefined) {
    if (values.location !== undefined || values.purpose !== undefined) {
      throw new BadSettingError(
        'Give either --csv, or --location and --purpose for a single device',
      );
    }
    const read = devicesOf(readTableFile(values.csv), common);
    if (!read.ok) throw badTable(read.faults, path.basename(values.csv));
    return read.devices;
  }
  const { location = environment.location ?? '', purpose } = values;
  if (location === '' || purpose === undefined) {
    throw new BadSettingError('Give --csv FILE, or --location NAME and --purpose for one device');
  }
  // Everything else is looked at first, so that nobody types a key in vain.
  const givenKey = environment.apiKey?.trim() ?? '';
  const check = singleDevice({ location, purpose, key: givenKey || 'x' }, common);
  if (givenKey) return [check];
  if (!process.stdin.isTTY) {
    throw new BadSettingError('Set CONFERA_API_KEY, or run this at a terminal, which asks for it');
  }
  const key = await askSecret("The device's key (nothing is shown while you type): ");
  return [singleDevice({ location, purpose, key: key.trim() }, common, 'The key')];
}

function singleDevice(cells: Cells, common: Common, keyName?: string): Device {
  const made = deviceOf(cells, common);
  if (!made.ok) throw badFlag(made.fault, keyName);
  return made.device;
}

function readTableFile(file: string): string {
  try {
    return decodeText(readFileSync(file));
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new BadSettingError(`${file} can't be read (${why}): --csv must name a table`);
  }
}

async function sealed(devices: readonly Device[], passphrase: string, days: number) {
  try {
    return await sealSheet(devices, passphrase, { now: Date.now(), days });
  } catch (error) {
    if (!(error instanceof TooLongError)) throw error;
    throw new BadSettingError(
      `The code for ${error.location} would be too long for a scanner. Use a shorter location, event or address`,
    );
  }
}

endWith(main());
