import { z } from 'zod';
import { KINDS, OUTCOMES, REASONS } from '../../../shared/scan/outcome.ts';
import type { CopiedScan } from '../outbox/copy-source.ts';

const time = z.int().min(-8.64e15).max(8.64e15);

/** The fields have short names, because each scan is written two times or more. */
const scan = z.object({
  t: z.literal('scan'),
  i: z.string().min(1).max(64),
  k: z.string().min(1).max(64),
  u: z.string().min(1).max(2048),
  b: z.enum(KINDS),
  c: z.string().min(1).max(512).nullable(),
  e: z.string().max(16),
  l: z.string().max(512).nullable(),
  d: z.string().max(16),
  w: z.string().max(64),
  a: time,
  s: z.enum(['pending', 'done', 'rejected', 'attention']),
  o: z.enum(OUTCOMES).nullable(),
  r: z.enum(REASONS).nullable(),
  p: z.enum(OUTCOMES).nullable(),
  q: z.enum([...OUTCOMES, 'none']).nullable(),
  n: z.int().min(0),
  h: z.int().nullable(),
  m: z.string().nullable(),
  f: time.nullable(),
});

const schema = z.union([
  scan,
  /** All that had happened by this time, in Unix milliseconds, is in what stands before. */
  z.object({ t: z.literal('mark'), a: time }),
  /** The segment was ended in order. Nothing follows. */
  z.object({ t: z.literal('end'), a: time }),
]);

/** One record of a segment. A later one of the same scan takes the place of an earlier one. */
export type CopyRecord = { is: 'scan'; scan: CopiedScan } | { is: 'mark' | 'end'; at: number };

export function packRecord(record: CopyRecord): Buffer {
  return Buffer.from(
    JSON.stringify(record.is === 'scan' ? packScan(record.scan) : fieldsOf(record)),
  );
}

function fieldsOf({ is, at }: Exclude<CopyRecord, { is: 'scan' }>) {
  return { t: is, a: at };
}

function packScan(from: CopiedScan): z.input<typeof scan> {
  return {
    t: 'scan',
    i: from.scanId,
    k: from.idempotencyKey,
    u: from.baseUrl,
    b: from.kind,
    c: from.code,
    e: from.codeTail,
    l: from.location,
    d: from.venueDay,
    w: from.source,
    a: from.scannedAt,
    s: from.state,
    o: from.outcome,
    r: from.reason,
    p: from.told,
    q: from.firstTold,
    n: from.attempts,
    h: from.lastStatus,
    m: from.lastCode,
    f: from.settledAt,
  };
}

/** Reads a record. Null if this version can't use it; the records after it can still be read. */
export function unpackRecord(bytes: Buffer): CopyRecord | null {
  const read = schema.safeParse(parsed(bytes));
  if (!read.success) return null;
  const { data } = read;
  if (data.t !== 'scan') return { is: data.t, at: data.a };
  return {
    is: 'scan',
    scan: {
      scanId: data.i,
      idempotencyKey: data.k,
      baseUrl: data.u,
      kind: data.b,
      code: data.c,
      codeTail: data.e,
      location: data.l,
      venueDay: data.d,
      source: data.w,
      scannedAt: data.a,
      state: data.s,
      outcome: data.o,
      reason: data.r,
      told: data.p,
      firstTold: data.q,
      attempts: data.n,
      lastStatus: data.h,
      lastCode: data.m,
      settledAt: data.f,
    },
  };
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
