import { spawnSync } from 'node:child_process';
import { installFromDebian } from './install-from-debian.ts';

/** Sees to strace for the tests of the disk; where it can't be had, they say so and are skipped. */
export function ensureStrace(): void {
  if (process.platform !== 'linux') return;
  if (spawnSync('strace', ['-V']).error) installFromDebian(['strace']);
}
