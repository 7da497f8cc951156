import { EXIT } from '../process/exit-codes.ts';

/** Ends that are meant: staff left it, a setting is bad, the folder is in use. */
const MEANT: readonly number[] = [EXIT.ok, EXIT.badSetting, EXIT.inUse];

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** What ran for so long is in no crash loop. */
const STEADY_MS = 10 * 60_000;

/** How the app ended: its exit code, null where a signal killed it. */
export type End = { code: number | null; ranMs: number };

/**
 * Whether and when the app is started again after it ended. What died comes back at doubling pauses, for ever: a kiosk
 * that gives up is a closed entrance.
 *
 * @param deaths how many there were before without a steady run between them
 * @returns null where it is not started again; else the pause in milliseconds, and the deaths with this one
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
