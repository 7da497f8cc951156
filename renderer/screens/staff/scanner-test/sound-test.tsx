import { useEffect, useRef } from 'react';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import { LANGUAGES, type Language } from '../../../../shared/words/languages.ts';
import { createPlayer, type Player } from '../../../sound/player.ts';
import { hush, speak, voiceFor } from '../../../sound/speech.ts';
import { useVoices } from '../../../sound/use-voices.ts';
import { VoicesTold } from '../../../sound/voices-told.tsx';
import { availableLanguages, loadWords } from '../../../words/load-words.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';

const CUES: readonly (keyof Words['sound']['cues'])[] = [
  'welcome',
  'again',
  'saved',
  'ask',
  'stop',
];

type Props = Pick<KioskState, 'sound' | 'display'>;

/** Plays each sound, and speaks a sample in each language that there is a voice for, at the volume that is set. */
export function SoundTest({ sound, display }: Props) {
  const say = useWords().sound;
  const player = useRef<Player | null>(null);
  useEffect(() => {
    player.current ??= createPlayer();
  }, []);
  const muted = sound.volume === 0;
  const { language, offeredLanguages } = display;
  const languages = availableLanguages().filter(
    (each) => each === language || offeredLanguages.includes(each),
  );
  return (
    <section aria-labelledby="sound">
      <h2 id="sound">{say.title}</h2>
      <p>{muted ? say.muted : say.hint}</p>
      <div className="actions">
        {CUES.map((cue) => (
          <button
            key={cue}
            type="button"
            disabled={muted}
            onClick={() => player.current?.(cue, sound.volume)}
          >
            {say.cues[cue]}
          </button>
        ))}
      </div>
      {!sound.speech && <p>{say.notSpoken}</p>}
      {!muted && <Samples languages={languages} volume={sound.volume} />}
      <VoicesTold speech={sound.speech} languages={languages} />
    </section>
  );
}

/** A button for each language with a voice. */
function Samples({ languages, volume }: { languages: readonly Language[]; volume: number }) {
  const say = useWords().sound;
  const voices = useVoices(true);
  useEffect(() => hush, []);

  async function sample(language: Language, voice: SpeechSynthesisVoice) {
    const { result } = await loadWords(language);
    speak([result.checkedIn, result.welcome], { voice, volume });
  }

  return (
    <div className="actions">
      {languages.map((language) => {
        const { name, tag } = LANGUAGES[language];
        const voice = voiceFor(voices ?? [], tag);
        return (
          voice && (
            <button key={language} type="button" onClick={() => void sample(language, voice)}>
              {say.sample({ name })}
            </button>
          )
        );
      })}
    </div>
  );
}
