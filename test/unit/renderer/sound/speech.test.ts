import { expect, test } from 'vitest';
import { voiceFor } from '../../../../renderer/sound/speech.ts';

const voice = (lang: string, localService = true) => ({ lang, localService });

test.each([
  ['the one of its country', 'pt-BR', ['pt-PT', 'pt-BR'], 'pt-BR'],
  ['any of its language', 'de', ['en-US', 'de-AT'], 'de-AT'],
  ['the one of where most people speak it', 'fr', ['fr-BE', 'fr-CH', 'fr-FR'], 'fr-FR'],
  ['one that is written in the way of some systems', 'pt-BR', ['pt_PT', 'pt_BR'], 'pt_BR'],
  ['one of another script', 'zh-Hans', ['zh-TW', 'zh-CN'], 'zh-CN'],
  ['one with a code of its own', 'zh-Hans', ['yue', 'cmn', 'cmn-LATN-PINYIN'], 'cmn'],
  ['none that speaks Cantonese', 'zh-Hans', ['zh-HK', 'yue'], undefined],
  ['none', 'ur', ['en-US', 'hi-IN'], undefined],
])('a language is spoken by %s', (_, tag, there, chosen) => {
  expect(
    voiceFor(
      there.map((lang) => voice(lang)),
      tag,
    )?.lang,
  ).toBe(chosen);
});

test('no voice speaks that would send the words to a server', () => {
  expect(voiceFor([voice('fr-FR', false)], 'fr')).toBeNull();
});
