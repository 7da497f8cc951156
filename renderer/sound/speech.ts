/** A voice as the browser lists it. */
type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService'>;

/**
 * The voice for a language: one of this machine, since others send what they say to a server. Of several, the one whose
 * country fits. Null if the machine has none.
 *
 * @param tag the language's BCP 47 tag
 */
export function voiceFor<V extends Voice>(voices: readonly V[], tag: string): V | null {
  const plain = (name: string) => name.replace('_', '-').toLowerCase();
  const [language] = plain(tag).split('-');
  const here = voices.filter(
    ({ lang, localService }) => localService && plain(lang).split('-')[0] === language,
  );
  return here.find(({ lang }) => plain(lang) === plain(tag)) ?? here[0] ?? null;
}

/** Says texts one after the other in a language, instead of whatever is being said. It is silent without a voice. */
export function speak(texts: readonly string[], { tag, volume }: Spoken): void {
  speechSynthesis.cancel();
  const voice = voiceFor(speechSynthesis.getVoices(), tag);
  if (!voice) return;
  for (const text of texts) {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.volume = volume;
    speechSynthesis.speak(utterance);
  }
}

export type Spoken = {
  /** The language's BCP 47 tag. */
  tag: string;
  /** From 0 to 1. */
  volume: number;
};
