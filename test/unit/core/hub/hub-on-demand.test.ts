import { expect, test } from 'vitest';
import { NO_HUB } from '../../../../electron/core/hub/claim-hub.ts';
import { HubOnDemand } from '../../../../electron/core/hub/hub-on-demand.ts';

const CLAIM = { key: '0'.repeat(32), scanId: 'mine', location: null };

test('a hub whose program is still being loaded is one that can’t be reached', async () => {
  const { promise, resolve } = Promise.withResolvers<typeof NO_HUB>();
  const hub = new HubOnDemand(() => promise, { error: () => {} });
  const states: string[] = [];
  hub.onState((state) => states.push(state));
  expect([hub.state, await hub.claim(CLAIM, 50)]).toEqual(['connecting', { is: 'unreachable' }]);
  resolve({ ...NO_HUB, state: 'connected', claim: async () => ({ is: 'won' }) });
  await hub.health(50);
  expect([hub.state, states]).toEqual(['connected', ['connected']]);
  expect(await hub.claim(CLAIM, 50)).toEqual({ is: 'won' });
});

test('a program that can’t be loaded costs the hub alone', async () => {
  const logged: unknown[] = [];
  const hub = new HubOnDemand(() => Promise.reject(new Error('no such file')), {
    error: (about: unknown) => void logged.push(about),
  });
  hub.follow(0, () => {});
  expect(await hub.health(50)).toEqual(await NO_HUB.health(50));
  expect(hub.state).toBe('none');
  expect(logged).toHaveLength(1);
  await hub.close();
});
