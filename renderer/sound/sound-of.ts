import type { Outcome } from '../../shared/scan/outcome.ts';

/** The five sounds, by what they mean. */
export type SoundName = 'welcome' | 'again' | 'saved' | 'stop' | 'tick';

/** Two notes rise for a welcome, fall for a stop; what was saved is level; a repeat is a tick one can overhear. */
export const SOUND_OF: Record<Outcome, SoundName> = {
  'checked-in': 'welcome',
  'already-checked-in': 'again',
  queued: 'saved',
  rejected: 'stop',
  attention: 'stop',
  'not-saved': 'stop',
  unreadable: 'stop',
  ignored: 'tick',
};
