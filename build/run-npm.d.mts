import type { StdioOptions } from 'node:child_process';

/**
 * Runs npm: the one that has started this program, or the system's.
 *
 * @returns whether it ended with 0, and why it could not be started at all, if that is so
 */
export function runNpm(
  args: readonly string[],
  options: { cwd: string; stdio: StdioOptions; env?: NodeJS.ProcessEnv },
): { ok: boolean; error?: Error };
