export type CameraRest = {
  isResting: () => boolean;
  /** Ends the rest and puts the next one off, because somebody is there. */
  wake: () => void;
  stop: () => void;
};

/**
 * Lets a camera rest when nobody has touched the kiosk, typed or shown a badge for a while.
 *
 * @param afterMs how long that is, in milliseconds; null for a camera that never rests
 * @param onChange called when a rest begins and when it ends
 */
export function restWhenIdle(
  afterMs: number | null,
  onChange: (resting: boolean) => void,
): CameraRest {
  let resting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wake(): void {
    clearTimeout(timer);
    if (afterMs === null) return;
    timer = setTimeout(() => change(true), afterMs);
    change(false);
  }

  function change(to: boolean): void {
    if (resting === to) return;
    resting = to;
    onChange(to);
  }

  const signs = ['pointerdown', 'keydown'] as const;
  for (const sign of signs) window.addEventListener(sign, wake, { capture: true });
  wake();
  return {
    isResting: () => resting,
    wake,
    stop: () => {
      clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, wake, { capture: true });
    },
  };
}
