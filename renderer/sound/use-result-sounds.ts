import { useEffect, useRef } from 'react';
import { afterPaint } from '../state/after-paint.ts';
import { lookOf } from '../state/scan-flow.ts';
import type { Scans } from '../state/use-scan-flow.ts';
import { createPlayer, type Player } from './player.ts';
import { REFUSAL_SOUND, SOUND_OF } from './sound-of.ts';

/**
 * Plays a sound for each result, once, when it takes the screen, for each repeat, and for each scan that isn't taken
 * because the entrance is closed. To begin a sound takes a small computer as long as to draw half of the result, so a sound
 * begins once that is on the screen.
 *
 * @param volume from 0 to 1
 */
export function useResultSounds(
  { view: { picture }, repeats, refusals }: Pick<Scans, 'view' | 'repeats' | 'refusals'>,
  volume: number,
): void {
  const player = useRef<Player | null>(null);
  useEffect(() => {
    player.current ??= createPlayer();
  }, []);

  const answeredAt = picture.is === 'result' ? picture.result.answeredAt : null;
  const look = picture.is === 'result' ? lookOf(picture.result) : null;
  const sounded = useRef(0);
  useEffect(() => {
    // A repeat that was ignored brings back the same result, whose sound has been heard.
    if (answeredAt === null || look === null || answeredAt <= sounded.current) return;
    sounded.current = answeredAt;
    afterPaint(() => player.current?.(SOUND_OF[look], volume));
  }, [answeredAt, look, volume]);

  const ticked = useRef(0);
  useEffect(() => {
    if (repeats <= ticked.current) return;
    ticked.current = repeats;
    afterPaint(() => player.current?.(SOUND_OF.ignored, volume));
  }, [repeats, volume]);

  const refused = useRef(0);
  useEffect(() => {
    if (refusals <= refused.current) return;
    refused.current = refusals;
    afterPaint(() => player.current?.(REFUSAL_SOUND, volume));
  }, [refusals, volume]);
}
