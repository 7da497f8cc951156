import { describe, expect, test } from 'vitest';
import { badTable } from '../../../../build/provision/fault-lines.ts';
import { devicesOf } from '../../../../electron/provisioning/devices.ts';
import { weaknessOf } from '../../../../electron/provisioning/passphrase.ts';
import { writeJoinLine } from '../../../../shared/hub/join-line.ts';
import { JOIN, JOIN_LINE } from '../../../fixtures/a-join-line.ts';

const COMMON = {
  address: 'https://confera.example/',
  timeZone: 'Europe/Berlin',
  language: 'de',
  event: '',
  allowHttp: '',
};
const KEY = 'cat_live_secret';
const HEADER = 'location,purpose,key';

const read = (text: string, common = COMMON) => {
  const made = devicesOf(text, common);
  if (!made.ok) throw badTable(made.faults, 'table.csv');
  return made.devices;
};
const refusal = (text: string, common = COMMON) => {
  const made = devicesOf(text, common);
  return made.ok ? null : badTable(made.faults, 'table.csv').message;
};

const ONE = {
  address: 'https://confera.example',
  key: KEY,
  location: 'North',
  purpose: 'gate',
  timeZone: 'Europe/Berlin',
  language: 'de',
  event: null,
  hub: null,
};

describe('a table of devices', () => {
  test.each([
    ['with commas', `${HEADER}\nNorth,gate,${KEY}`],
    [
      'with semicolons and a mark at its beginning',
      `\ufeffLocation;Purpose;Key\r\nNorth;gate;${KEY}\r\n`,
    ],
    ['with tabs', `location\tpurpose\tkey\nNorth\tGate\t${KEY}\n`],
    [
      'with quotation marks, blanks and empty lines',
      `${HEADER}\n\n "North" , gate ,"${KEY}"\n,,\n`,
    ],
    ['with its columns in another order', `key,location,purpose\n${KEY},North,gate`],
    [
      'with columns that are empty',
      `${HEADER},zone,language,address,event,hub\nNorth,gate,${KEY},,,,,`,
    ],
  ])('is read %s', (_, text) => {
    expect(read(text)).toEqual([ONE]);
  });

  test('may say for each device what is otherwise given for all', () => {
    const row = `"Hall ""A"", left",laptop,${KEY},Asia/Karachi,ur,https://other.example/x/,Fair, KIOSK_HUB_JOIN=${JOIN_LINE} `;
    expect(read(`${HEADER},zone,language,address,event,hub\n${row}`)).toEqual([
      {
        address: 'https://other.example/x',
        key: KEY,
        location: 'Hall "A", left',
        purpose: 'laptop',
        timeZone: 'Asia/Karachi',
        language: 'ur',
        event: 'Fair',
        hub: JOIN_LINE,
      },
    ]);
  });

  test.each([
    [
      'no header',
      `North,gate,${KEY}`,
      /^table.csv, line 1: must be the header location,purpose,key/,
    ],
    ['a column that nobody knows', `${HEADER},colour\n`, /line 1: .*zone, language, address/],
    ['a column twice', `${HEADER},key\n`, /line 1: /],
    ['no device', `${HEADER}\n`, /has a header but no device/],
    ['a cell too few', `${HEADER}\nNorth,gate`, /line 2: has 2 cells, and the header has 3/],
    [
      'an open quotation mark',
      `${HEADER}\nA,gate,x\n"North,gate,${KEY}`,
      /line 3: a quotation mark/,
    ],
    [
      'another purpose',
      `${HEADER}\nNorth,roof,${KEY}`,
      /line 2: purpose must be self-service, gate or laptop$/,
    ],
    ['no purpose', `${HEADER}\nNorth,,${KEY}`, /line 2: purpose is missing/],
    ['no key', `${HEADER}\nNorth,gate,`, /line 2: key is missing/],
    ['a key with a blank', `${HEADER}\nNorth,gate,${KEY} x`, /line 2: key must be printable/],
    ['no location', `${HEADER}\n,gate,${KEY}`, /line 2: location is missing/],
    ['another zone', `${HEADER},zone\nNorth,gate,${KEY},Berlin`, /line 2: zone must be an IANA/],
    [
      'another language',
      `${HEADER},language\nNorth,gate,${KEY},xx`,
      /line 2: language must be one of en/,
    ],
    [
      'a line for a hub that was cut',
      `${HEADER},hub\nNorth,gate,${KEY},${JOIN_LINE.slice(0, -1)}`,
      /line 2: hub must be the whole line that “npm run hub -- join NAME” prints, made by this version or an older one$/,
    ],
    [
      'a line for a hub that no code has room for',
      `${HEADER},hub\nNorth,gate,${KEY},"${writeJoinLine({ ...JOIN, addresses: Array(8).fill(`${'a'.repeat(60)}:7`) })}"`,
      /line 2: hub must be the whole line/,
    ],
    [
      'an open address',
      `${HEADER},address\nNorth,gate,${KEY},http://a.example`,
      /line 2: address must be an https/,
    ],
  ])('is refused with %s, and the key is not repeated', (_, text, why) => {
    const message = refusal(text);
    expect(message).toMatch(why);
    expect(message).not.toContain('cat_live');
  });

  test('has all of its bad lines named at once', () => {
    const lines = refusal(`${HEADER}\nA,roof,x\nB,gate,x\n\n"C\nD",gate,\nE,gate,a b`)?.split('\n');
    expect(lines?.map((line) => line.slice(0, 17))).toEqual(
      [2, 5, 7].map((line) => `table.csv, line ${line}`),
    );
  });

  test('is not blamed for a flag that holds for all devices, which is named once', () => {
    const wrong = { ...COMMON, timeZone: 'Berlin' };
    expect(refusal(`${HEADER}\nA,gate,${KEY}\nB,gate,${KEY}`, wrong)).toBe(
      '--time-zone must be an IANA time zone such as Asia/Karachi',
    );
    const rows = `A,gate,${KEY},\nB,gate,${KEY},Berlin\nC,roof,${KEY},Europe/Berlin`;
    expect(refusal(`${HEADER},zone\n${rows}`, wrong)?.split('\n')).toEqual([
      '--time-zone must be an IANA time zone such as Asia/Karachi',
      'table.csv, line 3: zone must be an IANA time zone such as Asia/Karachi',
      'table.csv, line 4: purpose must be self-service, gate or laptop',
    ]);
    expect(refusal(`${HEADER}\nA,gate,${KEY}`, { ...COMMON, address: 'http://a.example' })).toMatch(
      /^--address or CONFERA_BASE_URL must be an https:\/\/ address/,
    );
  });

  test('needs an address from somewhere', () => {
    const text = `${HEADER}\nNorth,gate,${KEY}`;
    expect(refusal(text, { ...COMMON, address: '' })).toMatch(
      /^--address or CONFERA_BASE_URL is missing/,
    );
    expect(read(text, { ...COMMON, address: 'http://10.0.0.7', allowHttp: '1' })).toHaveLength(1);
  });
});

describe('a passphrase', () => {
  test.each([
    ['', 'short'],
    ['seven77', 'short'],
    ['  seven77   ', 'short'],
    ['40271836512', 'few-digits'],
    ['aaaaaaaaaaaa', 'simple'],
    ['abcdefghijkl', 'simple'],
    ['987654321098765432109', null],
    ['zyxwvutsrqp', 'simple'],
    ['402718365129', null],
    ['correct horse', null],
    ['größere!', null],
  ])('%j is weak or not: %j', (passphrase, why) => {
    expect(weaknessOf(passphrase)).toBe(why);
  });
});
