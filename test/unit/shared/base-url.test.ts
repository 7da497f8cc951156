import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveSettings, type SettingsResult } from '../../../shared/settings/resolve-settings.ts';
import type { SettingName, Settings } from '../../../shared/settings/settings.ts';
import { IN_ENGLISH, settingSentence } from '../../../shared/words/problem-sentences.ts';

type Texts = Partial<Record<SettingName, string | undefined>>;

const resolve = (environment: Texts, flags: Texts = {}) =>
  resolveSettings({ flags, environment, saved: {} });

function settingsOf(environment: Texts): Settings {
  const result = resolve(environment);
  if (!result.ok) throw new Error(settingSentence(IN_ENGLISH, result));
  return result.settings;
}

function messageOf(result: SettingsResult): string {
  if (result.ok) throw new Error('nothing was refused');
  return settingSentence(IN_ENGLISH, result);
}

describe('the base URL', () => {
  const baseUrl = (text: string) => settingsOf({ baseUrl: text }).baseUrl;
  const ONE = 'https://confera.example';

  test.each([
    [ONE, ONE],
    [`${ONE}/`, ONE],
    [`\u200b${ONE}/\u200e`, ONE],
    [`${ONE}///`, ONE],
    ['HTTPS://Confera.Example/', ONE],
    [`${ONE}:443/`, ONE],
    [` ${ONE} `, ONE],
    [`${ONE}?`, ONE],
    [`${ONE}/#`, ONE],
    [`${ONE}/x/../`, ONE],
    [`${ONE}:8443`, `${ONE}:8443`],
    [`${ONE}/gate/v2/`, `${ONE}/gate/v2`],
    [`${ONE}/Gate`, `${ONE}/Gate`],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://192.0.2.7', 'https://192.0.2.7'],
    ['https://[2001:db8::1]/', 'https://[2001:db8::1]'],
  ])('%s is the destination %s', (text, destination) => {
    expect(baseUrl(text)).toBe(destination);
  });

  test('has one form: taken again, it stays the same', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'] }), (url) => {
        const once = baseUrl(url) ?? '';
        expect(baseUrl(once)).toBe(once);
        expect(once).not.toMatch(/\/$/);
      }),
    );
  });

  test.each([
    'confera.example',
    '//confera.example',
    'https://',
    'ftp://confera.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'wss://confera.example',
    'https://user@confera.example',
    'https://user:word@confera.example',
    'https://confera.example/?event=1',
    'https://confera.example/#gate',
    'https://confera.example:99999',
  ])('is not %s', (text) => {
    expect(resolve({ baseUrl: text })).toMatchObject({
      ok: false,
      setting: 'baseUrl',
    });
  });

  test.each([
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://LOCALHOST', 'http://localhost'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['http://127.1.2.3', 'http://127.1.2.3'],
    ['http://127.1', 'http://127.0.0.1'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('may be unencrypted on this machine: %s', (text, destination) => {
    expect(baseUrl(text)).toBe(destination);
  });

  test.each([
    'http://confera.example',
    'http://192.168.1.20:3000',
    'http://10.0.0.1',
    'http://0.0.0.0:3000',
    'http://localhost.confera.example',
    'http://127.0.0.1.confera.example',
    'http://notlocalhost',
    'http://[::2]',
  ])('may not be unencrypted elsewhere: %s, unless that is allowed', (text) => {
    for (const allowHttp of [undefined, '', '0']) {
      const result = resolve({ baseUrl: text, allowHttp });
      expect(result).toMatchObject({ ok: false, setting: 'baseUrl' });
      expect(messageOf(result)).toMatch(/^CONFERA_BASE_URL must be an https:\/\/ address/);
    }
    expect(settingsOf({ baseUrl: text, allowHttp: '1' }).baseUrl).toBe(text);
  });

  test('that is unencrypted is refused under the flag’s name where it came from a flag', () => {
    const result = resolve({}, { baseUrl: 'http://confera.example' });
    expect(messageOf(result)).toMatch(/^--base-url must be /);
  });

  test('stays refused for any other fault where unencrypted is allowed', () => {
    const environment = { baseUrl: 'http://user@confera.example', allowHttp: '1' };
    expect(resolve(environment)).toMatchObject({ ok: false, setting: 'baseUrl' });
  });
});
