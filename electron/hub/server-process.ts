import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { systemClock } from '../core/system/clock.ts';
import { endsInTime } from '../core/system/end-in-time.ts';

/** How long the server has to end by itself, milliseconds. */
const END_MS = 5000;

/** How long the server has to say that it goes by its changed configuration, milliseconds. */
const RELOAD_MS = 5000;

/** All that the server needs of this command's environment, which may have secrets in it. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'SystemRoot'];

/** A line of the server's log: how grave it is, by nats-server's own names, and what it says. */
export type ServerLine = { level: string; text: string };

/** A server that was started, until it ends. */
export class ServerProcess {
  readonly pid: number;
  /** Resolves when it has ended, with how: in words, such as `exit code 1` or `SIGKILL`. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  readonly #onReloaded = new Set<(went: boolean) => void>();
  #lastTrouble: string | null = null;

  private constructor(child: ChildProcess, pid: number, listen: (line: ServerLine) => void) {
    this.#child = child;
    this.pid = pid;
    // However this command ends, unless it is killed itself.
    const endWithThis = () => void child.kill('SIGKILL');
    process.once('exit', endWithThis);
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        process.off('exit', endWithThis);
        resolve(signal ?? `exit code ${code}`);
      });
    });
    if (child.stderr) {
      createInterface({ input: child.stderr }).on('line', (text) => this.#take(text, listen));
    }
  }

  /**
   * Starts it. Nothing secret is on its command line or in its environment.
   *
   * @param listen is called with each line of its log
   * @throws the system's error if it can't be started
   */
  static async start(
    program: string,
    config: string,
    listen: (line: ServerLine) => void,
  ): Promise<ServerProcess> {
    const child = spawn(program, ['--config', config], {
      env: serverEnvironment(process.env),
      stdio: ['ignore', 'ignore', 'pipe'],
      // A Ctrl-C at the terminal is for this command, which ends the server itself.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    return new ServerProcess(child, child.pid ?? 0, listen);
  }

  /** The last thing that it complained of; null if nothing. */
  get lastTrouble(): string | null {
    return this.#lastTrouble;
  }

  /** Has it read its configuration again. Resolves with whether it goes by it now. */
  async reload(): Promise<boolean> {
    // Windows has no such signal.
    if (process.platform === 'win32') return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#onReloaded.add(resolve);
    const cancel = systemClock.schedule(RELOAD_MS, () => resolve(false));
    void this.ended.then(() => resolve(false));
    this.#child.kill('SIGHUP');
    try {
      return await promise;
    } finally {
      cancel();
      this.#onReloaded.delete(resolve);
    }
  }

  /** Ends it, by force if need be. */
  async end(): Promise<void> {
    this.#child.kill('SIGTERM');
    if (await endsInTime(this.ended, { forMs: END_MS, clock: systemClock })) return;
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** Ends it at once, also if it hangs. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #take(raw: string, listen: (line: ServerLine) => void) {
    if (raw.trim() === '') return;
    const [, level = 'FTL', text = raw] = /\[(INF|WRN|ERR|FTL|DBG|TRC)\] (.*)$/.exec(raw) ?? [];
    if (level === 'FTL' || level === 'ERR') this.#lastTrouble = text;
    if (text.startsWith('Reloaded server configuration')) this.#tellReloaded(true);
    if (text.startsWith('Failed to reload server configuration')) this.#tellReloaded(false);
    listen({ level, text });
  }

  #tellReloaded(went: boolean) {
    for (const tell of this.#onReloaded) tell(went);
  }
}

/** The field of a configuration that the server doesn't know; null if it knows them all. The server isn't started. */
export async function unknownField(program: string, config: string): Promise<string | null> {
  const options = { env: serverEnvironment(process.env), timeout: 20_000 };
  const said = await new Promise<string>((resolve) => {
    execFile(program, ['-t', '--config', config], options, (_, __, stderr) => resolve(stderr));
  });
  const [, field = null] = /unknown field \[?"(\w+)"/.exec(said) ?? [];
  return field;
}

function serverEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
}
