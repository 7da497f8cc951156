import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { findProgram, isProgram } from '../electron/core/system/find-program.ts';
import { cacheFolder } from './electron-proof/pinned-package.ts';
import { unpackFromDebian } from './unpack-from-debian.ts';

/**
 * The servers that tests start: those for which `build/proxy/` and `build/fleet/` have a configuration, and the venue
 * hub's. Where each is in the Debian package of the same name.
 */
const PLACE_OF = {
  nginx: 'usr/sbin/nginx',
  caddy: 'usr/bin/caddy',
  'nats-server': 'usr/sbin/nats-server',
  prometheus: 'usr/bin/prometheus',
} as const;
export type TestServer = keyof typeof PLACE_OF;

/** How each is asked whether it starts. */
const QUESTION: Readonly<Record<TestServer, string>> = {
  nginx: '-v',
  caddy: 'version',
  'nats-server': '--version',
  prometheus: '--version',
};

/** Unpacks the servers that are missing here, if that is possible. */
export function ensureTestServers(): void {
  for (const name of Object.keys(PLACE_OF) as TestServer[]) ensureServer(name);
}

/** The program of a server, unpacked if it is missing; null if it can't be had here. */
export function ensureServer(name: TestServer): string | null {
  const isMissing = process.platform === 'linux' && findTestServer(name) === null;
  if (isMissing) unpackFromDebian(name, folderOf(name));
  return findTestServer(name);
}

/** The program of a server, installed or unpacked; null if there is none that starts. */
export function findTestServer(name: TestServer): string | null {
  const unpacked = path.join(folderOf(name), PLACE_OF[name]);
  const program = findProgram(name, process.env) ?? unpacked;
  if (!isProgram(program)) return null;
  // One that was unpacked may lack a library.
  return spawnSync(program, [QUESTION[name]]).status === 0 ? program : null;
}

function folderOf(name: TestServer): string {
  return path.join(path.dirname(cacheFolder(process.env)), 'debian-servers', name);
}
