import type { CopiedScan } from '../../../../electron/core/outbox/copy-source.ts';

/** A scan that waits. */
export function aScan(changes: Partial<CopiedScan> = {}): CopiedScan {
  return {
    scanId: '0194c5f0-0000-7000-8000-000000000001',
    idempotencyKey: '7c0a8f3e-1111-4222-8333-444455556666',
    baseUrl: 'https://confera.example',
    kind: 'badge',
    code: 'BADGE-0001',
    codeTail: '0001',
    location: 'Gate A',
    venueDay: '2026-02-03',
    source: 'camera',
    scannedAt: 1_770_109_200_000,
    state: 'pending',
    outcome: null,
    reason: null,
    told: 'queued',
    firstTold: null,
    attempts: 0,
    lastStatus: null,
    lastCode: null,
    settledAt: null,
    ...changes,
  };
}
