/** A voice as the browser lists it. */
type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService'>;

/** Languages that some systems list by a code of their own: espeak-ng says `cmn` for the Chinese that is spoken by most. */
const OTHER_CODES: Record<string, string> = { cmn: 'zh' };

/** Cantonese, which is written as Chinese but is another language when it is spoken. */
const CANTONESE = ['zh-hk', 'zh-mo'];

/**
 * The voice for a language: one of this machine, since others send what they say to a server. Of several, the one of
 * the tag's country, or of the country where most people speak it. Null if the machine has none.
 *
 * @param tag the language's BCP 47 tag
 */
export function voiceFor<V extends Voice>(voices: readonly V[], tag: string): V | null {
  const wanted = plain(tag);
  const here = voices.filter(
    ({ lang, localService }) =>
      localService &&
      languageOf(plain(lang)) === languageOf(wanted) &&
      !CANTONESE.includes(plain(lang)),
  );
  const { language, region } = new Intl.Locale(tag).maximize();
  const tags = [wanted, plain(`${language}-${region}`), language];
  const ofTag = (each: string) => here.find(({ lang }) => plain(lang) === each);
  return tags.map(ofTag).find((voice) => voice !== undefined) ?? here[0] ?? null;
}

function plain(name: string): string {
  return name.replace('_', '-').toLowerCase();
}

function languageOf(name: string): string {
  const [language = ''] = name.split('-');
  return OTHER_CODES[language] ?? language;
}

/**
 * Says texts one after the other, instead of whatever is being said.
 *
 * @param volume from 0 to 1
 */
export function speak(
  texts: readonly string[],
  { voice, volume }: { voice: SpeechSynthesisVoice; volume: number },
): void {
  speechSynthesis.cancel();
  for (const text of texts) {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.volume = volume;
    speechSynthesis.speak(utterance);
  }
}

/** Ends whatever is being said. */
export function hush(): void {
  speechSynthesis.cancel();
}
