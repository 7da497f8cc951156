/** A page that draws nothing, because it is hidden, doesn't wait longer than this, in milliseconds. */
const LONGEST_WAIT_MS = 200;

/** Calls `then` once what has just changed is on the screen, so that nobody waits longer to see it. */
export function afterPaint(then: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    then();
  };
  const timer = setTimeout(once, LONGEST_WAIT_MS);
  // The first picture is drawn after its callbacks, so that the second one's are the first to come after it.
  requestAnimationFrame(() => requestAnimationFrame(once));
}
