import type { Look } from '../state/scan-flow.ts';

/** The six sounds, by what they mean. */
export type SoundName = 'welcome' | 'again' | 'saved' | 'ask' | 'stop' | 'tick';

/**
 * The notes rise for a welcome, fall for a stop, stay level for a saved scan, and go up and back for a question. A repeat
 * is a quiet tick.
 */
export const SOUND_OF: Record<Look | 'ignored', SoundName> = {
  'checked-in': 'welcome',
  'already-checked-in': 'again',
  queued: 'saved',
  rejected: 'stop',
  attention: 'stop',
  'not-saved': 'stop',
  unreadable: 'stop',
  'pass-back': 'ask',
  ignored: 'tick',
};

/** What is heard when a scan isn't taken because the entrance is closed. */
export const REFUSAL_SOUND: SoundName = 'stop';
