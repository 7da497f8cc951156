import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import path from 'node:path';

/** Where the system's control groups are: beside those of the older kind, or alone. */
const MOUNTS = ['/sys/fs/cgroup/unified', '/sys/fs/cgroup'];

/** What a user needs in a group of its own to move processes within it. */
const OWNED = ['', 'cgroup.procs', 'cgroup.subtree_control', 'cgroup.threads'];

/**
 * Makes a control group that a user may divide. systemd needs one where it runs for that user.
 *
 * @returns its folder; null where this machine lets nobody make one, as in many containers
 */
export function makeControlGroup(
  name: string,
  { uid, gid }: { uid: number; gid: number },
): string | null {
  const mount = MOUNTS.find((each) => existsSync(path.join(each, 'cgroup.procs')));
  const own = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
  if (mount === undefined || own === undefined) return null;
  const group = path.join(mount, own, name);
  try {
    mkdirSync(group);
    for (const file of OWNED) chownSync(path.join(group, file), uid, gid);
    return group;
  } catch {
    return null;
  }
}

/** Removes a control group whose processes have ended, and those within it. */
export function removeControlGroup(group: string): void {
  try {
    for (const entry of readdirSync(group, { withFileTypes: true })) {
      if (entry.isDirectory()) removeControlGroup(path.join(group, entry.name));
    }
    rmdirSync(group);
  } catch {
    // An empty group that stays does no harm.
  }
}
