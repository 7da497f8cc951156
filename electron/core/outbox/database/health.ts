import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { codeOf } from '../storage-problem.ts';
import { databaseFile } from './database.ts';
import type { DatabaseFindings } from './health-thread.ts';

/** A database of millions of scans on a slow disk. Nobody waits longer for its health, milliseconds. */
const LONGEST_MS = 60_000;

// The thread lies beside this file, both among the sources and among the bundles.
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? './health-thread.ts' : './health-thread.cjs',
  import.meta.url,
);

/** How the database is: the size of its files in bytes, and what SQLite says of it, or why that isn't known. */
export type DatabaseHealth = {
  bytes: { database: number | null; wal: number | null };
  findings: DatabaseFindings | { unknown: string };
};

/** Examines the database of a data folder, which may be in use meanwhile. It changes nothing, and never rejects. */
export async function databaseHealth(dataDir: string): Promise<DatabaseHealth> {
  const file = databaseFile(dataDir);
  const [database, wal] = await Promise.all([sizeOf(file), sizeOf(`${file}-wal`)]);
  return { bytes: { database, wal }, findings: await examine(dataDir) };
}

async function sizeOf(file: string): Promise<number | null> {
  return await stat(file).then(
    ({ size }) => size,
    () => null,
  );
}

function examine(dataDir: string): Promise<DatabaseHealth['findings']> {
  return new Promise((resolve) => {
    // The thread gets no environment, since the device's key may be in it.
    const thread = new Worker(THREAD, { workerData: { dataDir }, env: {} });
    const late = setTimeout(() => {
      // SQLite can't be interrupted there, so the thread ends once it is through.
      void thread.terminate();
      resolve({ unknown: `not examined within ${LONGEST_MS / 1000} s` });
    }, LONGEST_MS);
    const tell = (findings: DatabaseHealth['findings']) => {
      clearTimeout(late);
      resolve(findings);
    };
    thread.once('message', tell);
    thread.once('error', (error) => tell({ unknown: codeOf(error) || error.name }));
    thread.once('exit', () => tell({ unknown: 'the thread ended' }));
  });
}
