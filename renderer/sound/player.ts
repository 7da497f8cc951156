import again from './again.wav';
import saved from './saved.wav';
import type { SoundName } from './sound-of.ts';
import stop from './stop.wav';
import tick from './tick.wav';
import welcome from './welcome.wav';

const FILES: Record<SoundName, string> = { welcome, again, saved, stop, tick };

/** Plays a sound at once and ends the one before it; a tick waits for nobody and interrupts nobody. */
export type Player = (name: SoundName) => void;

/** Loads all sounds. A kiosk without a loudspeaker, or a browser that allows no sound yet, stays silent. */
export function createPlayer(): Player {
  const sounds = Object.entries(FILES).map(([name, file]) => {
    const audio = new Audio(file);
    audio.preload = 'auto';
    return [name, audio] as const;
  });
  const byName = Object.fromEntries(sounds) as Record<SoundName, HTMLAudioElement>;
  return (name) => {
    const playing = sounds.filter(([, audio]) => !audio.paused);
    if (name === 'tick' && playing.length > 0) return;
    for (const [, audio] of playing) audio.pause();
    byName[name].currentTime = 0;
    byName[name].play().catch(() => undefined);
  };
}
