import { useEffect, useRef } from 'react';
import type { ScanView } from '../state/scan-flow.ts';
import { createPlayer, type Player } from './player.ts';
import { SOUND_OF } from './sound-of.ts';

/** Sounds what is shown: each result once, when it takes the screen, and each repeat. */
export function useResultSounds({ picture }: ScanView, repeats: number): void {
  const player = useRef<Player | null>(null);
  useEffect(() => {
    player.current ??= createPlayer();
  }, []);

  const answeredAt = picture.is === 'result' ? picture.result.answeredAt : null;
  const outcome = picture.is === 'result' ? picture.result.outcome : null;
  const sounded = useRef(0);
  useEffect(() => {
    // A repeat that was ignored brings the same result back: it has been heard.
    if (answeredAt === null || outcome === null || answeredAt <= sounded.current) return;
    sounded.current = answeredAt;
    player.current?.(SOUND_OF[outcome]);
  }, [answeredAt, outcome]);

  const ticked = useRef(0);
  useEffect(() => {
    if (repeats <= ticked.current) return;
    ticked.current = repeats;
    player.current?.(SOUND_OF.ignored);
  }, [repeats]);
}
