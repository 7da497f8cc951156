import { expect, test } from 'vitest';
import type { Live } from '../../../../../electron/core/hub/nats/connection.ts';
import { Feed } from '../../../../../electron/core/hub/nats/feed.ts';
import { HubTime } from '../../../../../electron/core/hub/nats/hub-time.ts';
import { systemClock } from '../../../../../electron/core/system/clock.ts';
import { until } from '../../../../e2e/fixtures/until.ts';

/** A hub whose answer about its stream comes when the test lets it. No real server can be made to answer just then. */
function slowHub() {
  const answer = Promise.withResolvers<unknown>();
  let readings = 0;
  const jsm = { streams: { info: () => answer.promise } };
  const js = {
    consumers: {
      get: () => {
        readings += 1;
        return Promise.reject(new Error('is not read from'));
      },
    },
  };
  return {
    live: { jsm, js } as unknown as Live,
    isRead: () => readings > 0,
    answers: (lastSequence: number) =>
      answer.resolve({
        ts: new Date().toISOString(),
        state: { messages: lastSequence, last_seq: lastSequence },
      }),
  };
}

function feedFrom(position: number) {
  const restarts: string[] = [];
  const options = {
    stream: 'claims',
    what: 'all' as const,
    clock: systemClock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    time: new HubTime(() => performance.now()),
    told: () => {},
    restarted: () => restarts.push('restarted'),
  };
  return { feed: new Feed(options, position), restarts };
}

test('a claim that the hub takes while it tells of its stream is not a lost one', async () => {
  const hub = slowHub();
  const { feed, restarts } = feedFrom(1);
  feed.over(hub.live);
  feed.expect(2);
  hub.answers(1);
  await until(() => expect(hub.isRead()).toBe(true));
  expect(restarts).toEqual([]);
});

test('a claim that the hub had taken, and no longer has, is told from the beginning', async () => {
  const hub = slowHub();
  const { feed, restarts } = feedFrom(1);
  feed.expect(2);
  feed.over(hub.live);
  hub.answers(1);
  await until(() => expect(hub.isRead()).toBe(true));
  expect(restarts).toEqual(['restarted']);
});
