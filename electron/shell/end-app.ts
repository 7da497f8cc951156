import { app } from 'electron';
import { CLOSE_MS, endAtOnce, endsInTime } from '../core/system/end-in-time.ts';
import { EXIT } from '../process/exit-codes.ts';
import type { Shell } from './open-shell.ts';

/**
 * Has the app end in order: what is under way is written down first, but a disk that hangs doesn't keep it running.
 *
 * @returns ends the app because a person has left the kiosk
 */
export function endInOrder({
  screen,
  close,
  clock,
}: Pick<Shell, 'screen' | 'close' | 'clock'>): () => void {
  let isLeft = false;
  // Once: the second time is our own `quit`, or somebody who doesn't want to wait.
  app.once('before-quit', (event) => {
    screen.letGo();
    event.preventDefault();
    void endsInTime(close(), { forMs: CLOSE_MS, clock }).then((isClosed) => {
      // If the disk doesn't answer, an ordinary exit would wait for it. What was told is already on it.
      if (!isClosed) endAtOnce();
      else if (isLeft) app.exit(EXIT.left);
      else app.quit();
    });
  });
  return () => {
    // A second `quit` would not wait, so a button that is pressed twice counts once.
    if (isLeft) return;
    isLeft = true;
    app.quit();
  };
}
