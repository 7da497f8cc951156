import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headerOf, readCode, writeCode } from '../../../electron/provisioning/code-text.ts';
import { packContents, unpackContents } from '../../../electron/provisioning/contents.ts';
import { fromLetters, LETTERS, toLetters } from '../../../electron/provisioning/letters.ts';
import {
  openCode,
  plainPassphrase,
  sealBytes,
  sealCode,
  sealHubCode,
  TooLongError,
} from '../../../electron/provisioning/seal.ts';
import { characterAt } from '../../../renderer/scanner/wedge/keyboard-layout.ts';
import { parseCode } from '../../../shared/scan/parse-code.ts';
import { PROVISIONING_PREFIX } from '../../../shared/scan/provisioning-code.ts';
import { KEYBOARD_LAYOUTS } from '../../../shared/scan/scanner-layouts.ts';
import { CONTENTS, cheapCode, HUB_CONTENTS, JOIN_LINE, PASSPHRASE } from './a-code.ts';

const NOW = CONTENTS.expiresAt - 1;

async function open(code: string, passphrase = PASSPHRASE, now = NOW) {
  const read = readCode(code);
  return read.ok ? openCode(read.code, passphrase, now) : read;
}

/** The bytes of a code, without its checksum. */
function bodyOf(code: string): Buffer {
  const bytes = fromLetters(code.slice(PROVISIONING_PREFIX.length));
  if (!bytes) throw new Error('no code');
  return bytes.subarray(0, -4);
}

describe('a provisioning code', () => {
  test('brings what was sealed, and costs 64 MiB unless a test makes it cheaper', async () => {
    const code = await sealCode(CONTENTS, PASSPHRASE);
    expect(code).toMatch(/^[A-Z]+$/);
    expect([...bodyOf(code).subarray(0, 3)]).toEqual([1, 16, 3]);
    expect(await open(code)).toEqual({ ok: true, contents: CONTENTS });
    // Made again, it is another one.
    expect(await sealCode(CONTENTS, PASSPHRASE)).not.toBe(code);
  });

  test('is read in small letters, in groups, and with a passphrase from another keyboard', async () => {
    const code = await cheapCode({}, 'Grüße aus Köln');
    const inGroups = code.toLowerCase().replace(/.{5}/g, '$&-').replace(/.{66}/g, '$&\r\n ');
    expect(await open(inGroups, ' Grüße aus Köln '.normalize('NFD'))).toMatchObject({ ok: true });
    expect(plainPassphrase('ｈｏｒｓｅ')).toBe('horse');
  });

  test('is told apart from one that is wrong, expired, newer, cut, or none at all', async () => {
    const code = await cheapCode();
    const problem = async (of: ReturnType<typeof open>) => {
      const opened = await of;
      return opened.ok ? null : opened.problem;
    };
    expect(await problem(open(code, 'correct horse batterY'))).toBe('wrong-passphrase');
    expect(await problem(open(code, PASSPHRASE, CONTENTS.expiresAt))).toBe('expired');
    for (const length of [PROVISIONING_PREFIX.length, 12, 40, code.length - 2, code.length - 1]) {
      expect(await problem(open(code.slice(0, length)))).toBe('damaged');
    }
    expect(await problem(open(code.slice(1)))).toBe('no-code');
    expect(await problem(open(`${code}BC`))).toBe('damaged');
    const later = bodyOf(code);
    later[0] = 2;
    expect(await problem(open(writeCode(later)))).toBe('newer');
    expect(await problem(open(writeCode(bodyOf(code).subarray(0, 40))))).toBe('damaged');
  });

  test.each([
    [18, 1],
    [12, 1],
    [31, 1],
    [13, 9],
    [13, 0],
    [255, 255],
  ])(
    'that asks for 2^%i KiB and %i passes is refused before it gets them',
    (memoryPower, passes) => {
      const header = headerOf({ memoryPower, passes }, Buffer.alloc(16), Buffer.alloc(12));
      const code = writeCode(Buffer.concat([header, Buffer.alloc(60)]));
      expect(readCode(code)).toEqual({ ok: false, problem: 'newer' });
    },
  );

  test('that unpacks to more than any contents, or to other contents, is refused', async () => {
    const drawn = {
      salt: Buffer.alloc(16),
      nonce: Buffer.alloc(12),
      cost: { memoryPower: 13, passes: 1 },
    };
    const contents = (changes: object) =>
      deflateRawSync(
        JSON.stringify({ a: 'https://confera.example', k: 'x', l: 'x', p: 'gate', ...changes }),
      );
    const rest = { z: 'UTC', n: 'en', x: 1_800_000_000, s: 'B' };
    for (const packed of [
      deflateRawSync(Buffer.alloc(200_000)),
      Buffer.from('no deflate'),
      contents({}),
      contents({ ...rest, p: 'roof' }),
      contents({ ...rest, z: '+05:00' }),
      contents({ ...rest, a: 'javascript:alert(1)' }),
    ]) {
      const code = await sealBytes(packed, PASSPHRASE, drawn);
      expect(await open(code)).toEqual({ ok: false, problem: 'newer' });
    }
    const withMore = await sealBytes(contents({ ...rest, q: 'unknown' }), PASSPHRASE, drawn);
    expect(await open(withMore)).toMatchObject({ ok: true });
  });

  test('brings a line for a hub to a device with long names', async () => {
    const contents = {
      ...CONTENTS,
      address: 'https://check-in.conferences.example/tenants/harbour',
      location: 'Main entrance, north side, staircase C',
      timeZone: 'America/Argentina/Buenos_Aires',
      event: 'International Conference on Harbours 2027',
      hub: JOIN_LINE,
    };
    expect(await open(await sealCode(contents, PASSPHRASE))).toEqual({ ok: true, contents });
  });

  test('brings the hub alone, if it has a line that can be used and nothing of a whole code', async () => {
    const code = await sealHubCode(HUB_CONTENTS, PASSPHRASE);
    expect(await open(code)).toEqual({ ok: true, contents: HUB_CONTENTS });
    const { hub, expiresAt } = HUB_CONTENTS;
    expect(await open(code, PASSPHRASE, expiresAt)).toEqual({ ok: false, problem: 'expired' });
    const fields = { h: hub, x: expiresAt / 1000 };
    const unpack = (changes: object) =>
      unpackContents(deflateRawSync(JSON.stringify({ ...fields, ...changes })));
    expect(unpack({ q: 'unknown' })).toEqual(HUB_CONTENTS);
    for (const changes of [{ h: hub.slice(1) }, { k: 'x' }, { l: 'North' }, { s: 'B' }]) {
      expect(unpack(changes)).toBeNull();
    }
  });

  test('that would be too long for a scanner is not made', async () => {
    const random = Array.from({ length: 512 }, (_, at) =>
      String.fromCharCode(33 + ((at * 7919) % 94)),
    );
    await expect(
      sealCode({ ...CONTENTS, hub: random.join(''), location: '山'.repeat(200) }, PASSPHRASE),
    ).resolves.toMatch(/^CONFERSETUP/);
    const letters = Array.from({ length: 200 }, (_, at) => String.fromCharCode(0x4e00 + at * 97));
    await expect(
      sealCode({ ...CONTENTS, hub: random.join(''), location: letters.join('') }, PASSPHRASE),
    ).rejects.toThrow(TooLongError);
  });
});

describe('nobody', () => {
  test('changes a byte of it unnoticed, even if they mend the checksum', async () => {
    const code = await cheapCode();
    const body = bodyOf(code);
    for (const at of body.keys()) {
      const changed = Buffer.from(body);
      changed[at] = (changed[at] ?? 0) ^ (1 + (at % 255));
      // Not mended, it is damaged, whichever byte it is.
      const asRead = PROVISIONING_PREFIX + toLetters(Buffer.concat([changed, sumOf(code)]));
      expect(readCode(asRead)).toEqual({ ok: false, problem: 'damaged' });
      expect(await open(writeCode(changed))).toMatchObject({ ok: false });
    }
  });

  test('cuts or swaps its letters unnoticed', async () => {
    const code = await cheapCode();
    fc.assert(
      fc.property(
        fc.integer({ min: PROVISIONING_PREFIX.length, max: code.length - 1 }),
        fc.constantFrom(...LETTERS, 'A', '0', '?', ''),
        (at, letter) => {
          fc.pre(letter !== code[at]);
          const changed = code.slice(0, at) + letter + code.slice(at + 1);
          expect(readCode(changed)).toEqual({ ok: false, problem: 'damaged' });
        },
      ),
    );
  });

  test('is taken for a code by accident: 10,000 texts', () => {
    const letters = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 300 });
    const text = fc.oneof(
      fc.string({ maxLength: 600 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      letters,
      letters.map((each) => PROVISIONING_PREFIX + each),
      letters.map((each) => PROVISIONING_PREFIX.toLowerCase() + each),
    );
    fc.assert(
      fc.property(text, (each) => {
        expect(readCode(each).ok).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });
});

test('every letter of a code is on the same key of every layout', () => {
  for (const letter of new Set(PROVISIONING_PREFIX + LETTERS)) {
    for (const layout of KEYBOARD_LAYOUTS) {
      const key = { code: `Key${letter}`, altGraph: false };
      expect(characterAt(layout, { ...key, shift: true })).toBe(letter);
      expect(characterAt(layout, { ...key, shift: false })).toBe(letter.toLowerCase());
    }
  }
});

test('what is packed is read as it was, whatever it says', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }).filter(isLine);
  fc.assert(
    fc.property(text, fc.option(text), fc.nat(4_000_000_000), (location, event, seconds) => {
      const contents = { ...CONTENTS, location, event, expiresAt: seconds * 1000 };
      expect(unpackContents(packContents(contents))).toEqual(contents);
    }),
  );
});

test('no code is ever a badge’s, whatever is put around it', async () => {
  const code = await cheapCode();
  const refused = { ok: false, reason: 'control-characters' };
  for (const raw of [code, code.toLowerCase(), `]Q1${code}`, `  ${code}\r`, `${code}${code}`]) {
    for (const mode of ['auto', 'badge', 'attendance'] as const) {
      expect(parseCode(raw, mode)).toEqual(refused);
      expect(parseCode(raw, mode, null)).toEqual(refused);
    }
  }
  // A scanner's prefix that nobody has set, one that the code begins with itself, and groups that a person has typed.
  expect(parseCode(`Q${code}`, 'auto')).toEqual(refused);
  expect(parseCode(code, 'auto', { prefix: 'C', suffix: '' })).toEqual(refused);
  expect(parseCode(code.replace(/.{4}/g, '$& '), 'auto', null)).toEqual(refused);
  expect(parseCode(`*${code}*`, 'auto', { prefix: '*', suffix: '*' })).toEqual(refused);
  expect(parseCode(PROVISIONING_PREFIX, 'auto')).toEqual(refused);
});

function sumOf(code: string): Buffer {
  return fromLetters(code.slice(-8)) ?? Buffer.alloc(0);
}

/** Whether the settings take this text as it is. */
function isLine(text: string): boolean {
  return !/\p{Cc}/u.test(text) && text.isWellFormed() && /[\p{L}\p{N}]/u.test(text);
}
