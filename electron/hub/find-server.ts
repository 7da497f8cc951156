import { execFile } from 'node:child_process';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { findProgram, isProgram } from '../core/system/find-program.ts';

/** Debian puts it where only administrators' shells look. */
const DEBIANS = '/usr/sbin/nats-server';

/** What was found is no nats-server, or too old. */
export class BadServerError extends BadSettingError {
  readonly program: string;

  constructor(program: string, message: string) {
    super(message);
    this.program = program;
  }
}

/** The first version whose streams can refuse a second message on a subject. */
const LEAST = { major: 2, minor: 9 };

/**
 * The program of the hub's server: what `KIOSK_HUB_SERVER` names, or the first on PATH; null if there is none.
 *
 * @throws BadServerError if it is no such program, or too old
 */
export async function findHubServer(env: NodeJS.ProcessEnv): Promise<string | null> {
  const given = env.KIOSK_HUB_SERVER?.trim();
  if (given) {
    await checkServer(given, `KIOSK_HUB_SERVER must be the path of nats-server ${LEAST_TEXT}`);
    return given;
  }
  const names = process.platform === 'win32' ? ['nats-server.exe'] : ['nats-server'];
  const found = names.map((name) => findProgram(name, env)).find((file) => file !== null);
  const program = found ?? (isProgram(DEBIANS) ? DEBIANS : null);
  if (program !== null) await checkServer(program, `The hub needs nats-server ${LEAST_TEXT}`);
  return program;
}

const LEAST_TEXT = `${LEAST.major}.${LEAST.minor} or newer`;

async function checkServer(program: string, wanted: string) {
  const version = await versionOf(program);
  if (version === null) {
    throw new BadServerError(program, `${wanted}: ${program} is no nats-server that starts`);
  }
  const { major, minor } = version;
  const isNewEnough = major > LEAST.major || (major === LEAST.major && minor >= LEAST.minor);
  if (!isNewEnough) throw new BadServerError(program, `${wanted}: ${program} is ${major}.${minor}`);
}

/** Null if the program doesn't start, or is another one. */
async function versionOf(program: string): Promise<{ major: number; minor: number } | null> {
  const options = { env: {}, timeout: 20_000 };
  const said = await new Promise<string>((resolve) => {
    execFile(program, ['--version'], options, (_, stdout) => resolve(stdout));
  });
  const [, major, minor] = /^nats-server: v(\d+)\.(\d+)/.exec(said) ?? [];
  return major && minor ? { major: Number(major), minor: Number(minor) } : null;
}
