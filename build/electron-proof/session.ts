// A place for the proof: an unprivileged user, a network of loopback alone, and processes that all end with it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { UnavailableError } from '../unavailable.ts';
import { makeControlGroup, removeControlGroup } from './control-group.ts';

/** The user that root becomes. It has an entry in the session's own /etc/passwd alone. */
const PROOF_USER = { name: 'confera-proof', uid: 59_733, gid: 59_733 };

const SERIAL_PORTS = path.join(import.meta.dirname, 'serial-ports.py');

const PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';

const NAMESPACES = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** An ordinary user needs a namespace of users as well, in which it remains itself. */
const OWN_USER = ['--user', '--map-current-user', '--keep-caps'];

/**
 * Runs as the first process in the namespaces, with the rights to set them up. It takes a control group to move to, or
 * nothing; a folder for made-up serial ports, or nothing; pairs of folders until `--`, of which it mounts the first at the
 * second; and then a command that it runs without these rights. Where there is a control group, systemd can run for the
 * user, and finds the mark of a machine that systemd has started.
 */
const SET_UP = `
set -e
ip link set lo up
if [ -n "$1" ]; then
  echo 0 > "$1/cgroup.procs"
  mkdir -p /run/systemd
  mount -t tmpfs none /run/systemd
  mkdir /run/systemd/system
fi
if [ -n "$2" ] && command -v python3 > /dev/null; then python3 '${SERIAL_PORTS}' "$2" & fi
shift 2
# What X servers of the host have left there would keep others from starting.
[ ! -d /tmp/.X11-unix ] || mount -t tmpfs -o mode=1777 x11 /tmp/.X11-unix
while [ "$1" != -- ]; do mount --bind "$1" "$2"; shift 2; done
shift
# This shell stays, because the first process has to take leave of every process that lost its parent.
"$@" &
wait $!
`;

export type Session = {
  /** The folder of this session. It is removed when the session ends. */
  folder: string;
  /** Makes a folder of the host visible in the session, also if the user can't enter it. Returns its path there. */
  show: (name: string, from: string) => string;
  /** Runs a command in a folder in the session. Resolves with its exit code. */
  run: (
    place: string,
    command: readonly string[],
    env: Record<string, string>,
  ) => Promise<number | null>;
  end: () => void;
};

/** The user in a session. */
type User = { name: string; uid: number; gid: number };

/**
 * Prepares a session; its namespaces begin when a command is run, and end with it.
 *
 * @throws UnavailableError if this user isn't allowed the namespaces
 */
export function openSession(): Session {
  const isRoot = process.getuid?.() === 0;
  const namespaces = isRoot ? NAMESPACES : [...OWN_USER, ...NAMESPACES];
  checkNamespaces(namespaces);
  const user = isRoot ? PROOF_USER : { ...userInfo(), name: userInfo().username };
  const folder = mkdtempSync(path.join(tmpdir(), 'confera-proof-'));
  chmodSync(folder, 0o755);
  const places = makePlaces(folder, user);
  const group = isRoot ? makeControlGroup(path.basename(folder), user) : null;
  const serialPorts = isRoot ? path.join(folder, 'serial') : '';
  if (isRoot) mkdirSync(serialPorts);
  const mounts = isRoot ? mountsWithAccount(folder, user, places.HOME) : [];
  const asUser = isRoot
    ? ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
    : ['setpriv', '--ambient-caps=-all', '--inh-caps=-all'];
  return {
    folder,
    show: (name, from) => {
      const place = path.join(folder, name);
      mkdirSync(place);
      mounts.push(from, place);
      return place;
    },
    run: (place, command, env) => {
      const all = {
        PATH,
        LANG: 'C.UTF-8',
        USER: user.name,
        PROOF_SERIAL_PORTS: serialPorts && path.join(serialPorts, 'socket'),
        ...places,
        ...env,
      };
      const words = Object.entries(all).map(([name, value]) => `${name}=${value}`);
      const inside = [...asUser, 'env', '-i', '-C', place, ...words, ...command];
      const first = ['sh', '-c', SET_UP, 'sh', group ?? '', serialPorts];
      const setUp = [...first, ...mounts, '--', ...inside];
      return runToEnd(['unshare', ...namespaces, ...setUp]);
    },
    end: () => {
      if (group) removeControlGroup(group);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function checkNamespaces(namespaces: readonly string[]): void {
  const tried = spawnSync('unshare', [...namespaces, 'ip', 'link', 'set', 'lo', 'up'], {
    encoding: 'utf8',
  });
  if (tried.status === 0) return;
  const why = tried.error?.message ?? tried.stderr.trim().split('\n')[0];
  throw new UnavailableError(
    `This user can't have a network of its own for the proof (${why}): run it as root, or allow unprivileged user namespaces.`,
  );
}

/** Makes the session's own folders, and returns the variables that name them. */
function makePlaces(folder: string, { uid, gid }: User) {
  const make = (name: string, mode: number) => {
    const made = path.join(folder, name);
    mkdirSync(made, { mode });
    chmodSync(made, mode);
    chownSync(made, uid, gid);
    return made;
  };
  return {
    HOME: make('home', 0o755),
    TMPDIR: make('tmp', 0o755),
    XDG_RUNTIME_DIR: make('run', 0o700),
  };
}

/** Writes lists of accounts that have the user as well, and returns where to mount them. */
function mountsWithAccount(folder: string, { name, uid, gid }: User, home: string): string[] {
  const accounts = {
    passwd: `${name}:x:${uid}:${gid}::${home}:/bin/sh`,
    group: `${name}:x:${gid}:`,
  };
  return Object.entries(accounts).flatMap(([file, line]) => {
    const changed = path.join(folder, file);
    writeFileSync(changed, `${readFileSync(`/etc/${file}`, 'utf8').trimEnd()}\n${line}\n`);
    return [changed, `/etc/${file}`];
  });
}

/**
 * Runs a command. Resolves with its exit code.
 *
 * If this process is killed, the command ends as well. For an ordinary user it doesn't: Linux forgets the wish when a
 * process gets the rights of its own namespace.
 */
async function runToEnd(command: readonly string[]): Promise<number | null> {
  const child = spawn('setpriv', ['--pdeathsig=KILL', ...command], {
    cwd: '/',
    stdio: ['ignore', 1, 2],
  });
  const [code] = await once(child, 'exit');
  return code;
}
