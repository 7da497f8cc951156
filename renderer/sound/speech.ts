/** A voice as the browser lists it. */
type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService'>;

/** Languages that some systems list by a code of their own: espeak-ng says `cmn` for the Chinese that is spoken by most. */
const OTHER_CODES: Record<string, string> = { cmn: 'zh' };

/** The countries whose speech is closest to a tag without one. Elsewhere another language may be spoken. */
const COUNTRIES: Record<string, string> = { 'zh-hans': 'zh-cn' };
const OTHER_SPEECH = ['zh-hk', 'zh-mo', 'zh-yue'];

/**
 * The voice for a language: one of this machine, since others send what they say to a server. Of several, the one whose
 * country fits. Null if the machine has none.
 *
 * @param tag the language's BCP 47 tag
 */
export function voiceFor<V extends Voice>(voices: readonly V[], tag: string): V | null {
  const wanted = plain(tag);
  const here = voices.filter(
    ({ lang, localService }) =>
      localService &&
      languageOf(plain(lang)) === languageOf(wanted) &&
      !OTHER_SPEECH.includes(plain(lang)),
  );
  const fits = (name: string) => name === wanted || name === COUNTRIES[wanted];
  return here.find(({ lang }) => fits(plain(lang))) ?? here[0] ?? null;
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
