import { EXIT } from '../process/exit-codes.ts';

/**
 * Exit codes after which the app isn't started again: staff left the kiosk, a person has to put a setting right, or
 * another kiosk that runs from this folder has the screen already, as the person who typed this command can read.
 *
 * 0 is not one of them: with it Electron ends when the X server, the compositor or D-Bus goes away.
 */
const MEANT: readonly number[] = [EXIT.left, EXIT.badSetting, EXIT.inUse];

const FIRST_PAUSE_MS = 1_000;

/** A display that comes back after a long time shows the kiosk again within half a minute, its start included. */
const LONGEST_PAUSE_MS = 16_000;

/** An app that ran for this long is not in a crash loop. */
const STEADY_MS = 10 * 60_000;

/** How the app ended: its exit code, or null if a signal killed it; and how long it had run, in milliseconds. */
export type End = { code: number | null; ranMs: number };

/**
 * Decides whether and when the app is started again after it has ended. An app that died is always started again, after
 * pauses that double up to 16 s: a kiosk that gives up closes an entrance.
 *
 * @param deaths how often it has died before, since it last ran for a long time
 * @returns the pause in milliseconds and the new number of deaths; null if the app is not started again
 */
export function nextStart(
  { code, ranMs }: End,
  deaths: number,
): { pauseMs: number; deaths: number } | null {
  if (code === EXIT.startAgain) return { pauseMs: 0, deaths };
  if (code !== null && MEANT.includes(code)) return null;
  const before = ranMs >= STEADY_MS ? 0 : deaths;
  return {
    pauseMs: Math.min(FIRST_PAUSE_MS * 2 ** before, LONGEST_PAUSE_MS),
    deaths: before + 1,
  };
}
