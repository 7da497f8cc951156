/** How often it looks, milliseconds. */
const LOOK_MS = 250;

/**
 * Calls back, once, when the npm that started this command has ended without it. A signal to npm ends npm's shell as
 * well, but the shell doesn't pass the signal on to the command. If npm didn't start this command, nothing happens.
 *
 * @param env the environment, which tells whether npm started this command
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
