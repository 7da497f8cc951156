import { spawnSync } from 'node:child_process';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { findProgram, isProgram } from '../core/system/find-program.ts';

/** Debian puts it where only administrators' shells look. */
const DEBIANS = '/usr/sbin/nats-server';

/** The first version whose streams can refuse a second message on a subject. */
const LEAST = { major: 2, minor: 9 };

/**
 * The program of the hub's server: what `KIOSK_HUB_SERVER` names, or the first on PATH; null if there is none.
 *
 * @throws BadSettingError if it is no such program, or too old
 */
export function findHubServer(env: NodeJS.ProcessEnv): string | null {
  const given = env.KIOSK_HUB_SERVER?.trim();
  if (given) {
    checkServer(given, `KIOSK_HUB_SERVER must be the path of nats-server ${LEAST_TEXT}`);
    return given;
  }
  const names = process.platform === 'win32' ? ['nats-server.exe'] : ['nats-server'];
  const found = names.map((name) => findProgram(name, env)).find((file) => file !== null);
  const program = found ?? (isProgram(DEBIANS) ? DEBIANS : null);
  if (program !== null) checkServer(program, `The hub needs nats-server ${LEAST_TEXT}`);
  return program;
}

const LEAST_TEXT = `${LEAST.major}.${LEAST.minor} or newer`;

function checkServer(program: string, wanted: string) {
  const version = versionOf(program);
  if (version === null) {
    throw new BadSettingError(`${wanted}: ${program} is no nats-server that starts`);
  }
  const { major, minor } = version;
  const isNewEnough = major > LEAST.major || (major === LEAST.major && minor >= LEAST.minor);
  if (!isNewEnough) throw new BadSettingError(`${wanted}: ${program} is ${major}.${minor}`);
}

/** Null if the program doesn't start, or is another one. */
function versionOf(program: string): { major: number; minor: number } | null {
  const { stdout } = spawnSync(program, ['--version'], {
    encoding: 'utf8',
    env: {},
    timeout: 20_000,
  });
  const [, major, minor] = /^nats-server: v(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  return major && minor ? { major: Number(major), minor: Number(minor) } : null;
}
