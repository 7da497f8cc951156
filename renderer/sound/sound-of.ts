import type { Outcome } from '../../shared/scan/outcome.ts';

/** The five sounds, by what they mean. */
export type SoundName = 'welcome' | 'again' | 'saved' | 'stop' | 'tick';

/** The notes rise for a welcome, fall for a stop and stay level for a saved scan. A repeat is a quiet tick. */
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

/** What is heard when a scan isn't taken because the entrance is closed. */
export const REFUSAL_SOUND: SoundName = 'stop';
