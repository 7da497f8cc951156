import type { Words } from './words.ts';

/**
 * Puts an age into words, in the largest unit that fits.
 *
 * @param ms the age in milliseconds
 */
export function ageWords({ age }: Words, ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(seconds / 3600);
  if (seconds < 60) return age.seconds({ seconds });
  if (seconds < 3600) return age.minutes({ minutes });
  if (seconds < 86_400) return age.hours({ hours, minutes: minutes % 60 });
  return age.days({ days: Math.floor(seconds / 86_400) });
}
