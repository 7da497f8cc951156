import again from './again.wav';
import ask from './ask.wav';
import saved from './saved.wav';
import type { SoundName } from './sound-of.ts';
import stop from './stop.wav';
import tick from './tick.wav';
import welcome from './welcome.wav';

const FILES: Record<SoundName, string> = { welcome, again, saved, ask, stop, tick };

/** Plays a sound at once and stops the one before it. A tick is skipped while another sound plays. The volume is from 0 to 1. */
export type Player = (name: SoundName, volume: number) => void;

/** Loads all sounds. If there is no loudspeaker, or the browser doesn't allow sounds yet, the player stays silent. */
export function createPlayer(): Player {
  const sounds = Object.entries(FILES).map(([name, file]) => {
    const audio = new Audio(file);
    audio.preload = 'auto';
    return [name, audio] as const;
  });
  const byName = Object.fromEntries(sounds) as Record<SoundName, HTMLAudioElement>;
  return (name, volume) => {
    const playing = sounds.filter(([, audio]) => !audio.paused);
    if (name === 'tick' && playing.length > 0) return;
    for (const [, audio] of playing) audio.pause();
    byName[name].volume = volume;
    byName[name].currentTime = 0;
    byName[name].play().catch(() => undefined);
  };
}
