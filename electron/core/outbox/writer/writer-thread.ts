// The only thread that changes the database, so that nobody else has to wait for the disk.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { shapeGuard } from '../database/check.ts';
import { connect } from '../database/database.ts';
import { commitTogether, type Written } from './commit-together.ts';
import { prepareWrites, type Write, type WritesOptions } from './writes.ts';

export type WriterData = WritesOptions & { dataDir: string };

/** What comes back of one write. It carries an error's code by itself, since errors lose it between threads. */
export type WriteResult =
  | { ok: true; value: unknown }
  | { ok: false; message: string; code: string };

/** Several writes to commit together, or null to end the thread. */
export type Batch = readonly Write[] | null;

serve(parentPort as MessagePort, workerData as WriterData);

function serve(port: MessagePort, { dataDir, ...options }: WriterData) {
  const db = connect(dataDir);
  const writes = prepareWrites(db, options);
  const checkShape = shapeGuard(db);
  const run = ({ name, args }: Write): unknown => {
    checkShape();
    return (writes[name] as (...args: unknown[]) => unknown)(...args);
  };
  port.on('message', (batch: Batch) => {
    if (batch) {
      port.postMessage(
        commitTogether(
          db,
          batch.map((write) => () => run(write)),
        ).map(toResult),
      );
      return;
    }
    db.close();
    port.close();
  });
}

function toResult(written: Written<unknown>): WriteResult {
  if (written.ok) return written;
  const { error } = written;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { ok: false, message: error instanceof Error ? error.message : String(error), code };
}
