import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from '../process/exit-codes.ts';
import { sendSecrets, withSecretsPipe } from '../process/secrets-pipe.ts';
import { whenOrphaned } from '../process/when-orphaned.ts';
import { windowSystemSwitches } from '../process/window-system.ts';
import type { SettingTexts } from '../settings/saved-settings.ts';
import { nextStart } from './start-again.ts';

/** The path of Electron's program; null if it hasn't been downloaded. Asking Electron's package would download it. */
export function findElectron(root: string, env: NodeJS.ProcessEnv): string | null {
  const folder = path.join(root, 'node_modules', 'electron');
  const named = path.join(folder, 'path.txt');
  // With this variable of Electron's a person names another folder that holds the program.
  const given = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) return programIn(given, existsSync(named) ? readFileSync(named, 'utf8') : 'electron');
  return existsSync(named)
    ? programIn(path.join(folder, 'dist'), readFileSync(named, 'utf8'))
    : null;
}

function programIn(folder: string, name: string): string | null {
  const program = path.join(folder, name.trim());
  return existsSync(program) ? program : null;
}

/**
 * Runs the built app in Electron until it ends for good. If the app asks for it or has died, it is started again.
 * Signals are passed on to the app.
 *
 * @param environment the settings that were taken out of `env`. The secrets among them go to the app through a pipe
 * @returns the exit code of the app; 1 if a signal killed it while this command was told to end
 */
export async function runElectron(given: {
  program: string;
  root: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  environment: SettingTexts;
}): Promise<number> {
  const { program, root, args, environment } = given;
  const { env, stdio } = withSecretsPipe({ ...given.env, KIOSK_SUPERVISED: '1' });
  const switches = windowSystemSwitches(args, given.env, process.platform);
  let running: ChildProcess | undefined;
  const ending = new AbortController();
  const end = (signal: NodeJS.Signals) => {
    ending.abort();
    running?.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  whenOrphaned(() => end('SIGTERM'));
  let deaths = 0;
  for (;;) {
    const startedAt = performance.now();
    const child = spawn(program, [...switches, path.join(root, 'out/main/index.cjs'), ...args], {
      env,
      stdio: ['inherit', 'inherit', 'inherit', stdio],
    });
    running = child;
    sendSecrets(child.stdio[3] as Writable, environment);
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (...how) => resolve(how));
    });
    const next = nextStart({ code, ranMs: performance.now() - startedAt }, deaths);
    if (!next || ending.signal.aborted) return code ?? EXIT.fault;
    deaths = next.deaths;
    if (next.pauseMs === 0) continue;
    const pause = `${next.pauseMs / 1000} s`;
    process.stderr.write(`The app ended by ${signal ?? code}. It is started again in ${pause}.\n`);
    // A signal ends the pause and then the command.
    await sleep(next.pauseMs, null, { signal: ending.signal }).catch(() => {});
    if (ending.signal.aborted) return code ?? EXIT.fault;
  }
}
