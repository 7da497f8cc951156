import { expect, test } from 'vitest';
import { LANGUAGE_CODES, LANGUAGES } from '../../../../shared/words/languages.ts';

test('the languages are those of the setting, in its order', () => {
  expect(LANGUAGE_CODES.join(' ')).toBe('en ur ar fr de es pt tr hi id zh ja');
});

test.each(LANGUAGE_CODES)(
  'Intl knows %s, writes it in the same script, and calls it the same',
  (code) => {
    const { name, tag, script } = LANGUAGES[code];
    expect(Intl.PluralRules.supportedLocalesOf(tag)).toEqual([tag]);
    expect(new Intl.Locale(tag).language).toBe(code);
    expect(new Intl.Locale(tag).maximize().script).toBe(script);
    const own = new Intl.DisplayNames(tag, { type: 'language' }).of(script === 'Hans' ? tag : code);
    expect(name.toLocaleLowerCase(tag)).toContain(own?.toLocaleLowerCase(tag));
  },
);

test('lines run to the left in the languages of the Arabic script, and to the right in all others', () => {
  const toTheLeft = LANGUAGE_CODES.filter((code) => LANGUAGES[code].direction === 'rtl');
  expect(toTheLeft).toEqual(LANGUAGE_CODES.filter((code) => LANGUAGES[code].script === 'Arab'));
});
