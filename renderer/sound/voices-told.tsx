import { LANGUAGES, type Language } from '../../shared/words/languages.ts';
import { joined } from '../words/join.ts';
import { useWords } from '../words/use-words.ts';
import { voiceFor } from './speech.ts';
import { useVoices } from './use-voices.ts';

type Props = {
  /** Whether results are to be spoken. */
  speech: boolean;
  /** The languages that the screen may be shown in. */
  languages: readonly Language[];
};

/** Says for which languages this device has no voice, and what to do about it. */
export function VoicesTold({ speech, languages }: Props) {
  const words = useWords();
  const voices = useVoices(speech);
  const without = voices ? languages.filter((each) => !voiceFor(voices, LANGUAGES[each].tag)) : [];
  const names = without.map((each) => LANGUAGES[each].name);
  return (
    <div role="status" className="voices-told">
      {names.length > 0 && (
        <>
          <p className="note">{words.sound.noVoice({ names: joined(words, 'and', names) })}</p>
          <p className="note">{words.sound.getVoice}</p>
        </>
      )}
    </div>
  );
}
