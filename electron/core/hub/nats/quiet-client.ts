/** How the client's line begins when it can't read what a hub sends. What the hub sent comes after it. */
const UNREADABLE = 'reader closed';

let isQuiet = false;

/**
 * Keeps the client from writing to stdout, which has the gate's events and nothing else. It says a single thing there by
 * itself: that the hub sends what is no NATS, and what. Then it goes silent, so the connection ends as one without an
 * answer, and that is logged.
 */
export function quietClient(): void {
  if (isQuiet) return;
  isQuiet = true;
  const { log } = console;
  console.log = (...said: unknown[]) => {
    if (said[0] !== UNREADABLE) log(...said);
  };
}
