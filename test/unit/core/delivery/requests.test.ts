import { expect, test } from 'vitest';
import { ConferaApiError } from '../../../../electron/core/confera/api-error.ts';
import type { ConferaClient } from '../../../../electron/core/confera/client.ts';
import type { CallOptions } from '../../../../electron/core/confera/options.ts';
import { ConnectionMonitor } from '../../../../electron/core/delivery/monitor.ts';
import { Requests } from '../../../../electron/core/delivery/requests.ts';
import { ServerClock } from '../../../../electron/core/delivery/server-clock.ts';
import type { Log } from '../../../../electron/core/system/log.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

/** Looks for Confera with a key that is changed, and refused, after so long. Returns the time limit of each request. */
async function probeWhileTheKeyChanges(afterMs: number, timeoutMs: number) {
  const clock = new ManualClock();
  const nothing = () => {};
  const log = { info: nothing, warn: nothing, error: nothing } as unknown as Log;
  const limits: (number | undefined)[] = [];
  const clientWith = (health: () => Promise<Record<string, unknown>>) =>
    ({
      health: (options: CallOptions) => {
        limits.push(options.timeoutMs);
        return health();
      },
    }) as unknown as ConferaClient;
  const next = clientWith(async () => ({ ok: true }));
  const client = clientWith(async () => {
    clock.advance(afterMs);
    requests.changeClient(next);
    const about = { status: 401, body: 'object' } as const;
    throw new ConferaApiError({ kind: 'unauthorized', message: 'No', ...about });
  });
  const monitor = new ConnectionMonitor({ clock, random: () => 0 });
  const serverClock = new ServerClock(clock, new Map(), nothing);
  const { signal } = new AbortController();
  const requests = new Requests({
    ...{ client, monitor, serverClock, clock, log, signal },
    onHealth: nothing,
  });
  return { effect: await requests.probe(timeoutMs), limits };
}

test('a key that changes during a look at Confera doesn’t double the wait', async () => {
  const { effect, limits } = await probeWhileTheKeyChanges(3000, 4000);
  expect(limits).toEqual([4000, 1000]);
  expect(effect.kind).toBe('answered');
  const late = await probeWhileTheKeyChanges(4000, 4000);
  expect(late.limits).toEqual([4000]);
  expect(late.effect.kind).toBe('unreachable');
});
