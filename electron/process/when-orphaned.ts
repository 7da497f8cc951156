/** How soon it is noticed, milliseconds. */
const LOOK_MS = 250;

/**
 * Calls back once when npm, which has started this command, ended without it: a signal for npm ends its shell, too,
 * and the shell passes none on. Does nothing for a command that was started in another way.
 *
 * @param env where npm leaves its mark
 */
export function whenOrphaned(onOrphaned: () => void, env: NodeJS.ProcessEnv = process.env): void {
  if (env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onOrphaned();
  }, LOOK_MS);
  timer.unref();
}
