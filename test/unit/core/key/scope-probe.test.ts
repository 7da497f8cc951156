import { expect, test } from 'vitest';
import { ConferaApiError, kindOfStatus } from '../../../../electron/core/confera/api-error.ts';
import type { ConferaClient } from '../../../../electron/core/confera/client.ts';
import { probeScope, scopeOf } from '../../../../electron/core/key/scope-probe.ts';

type Details = Partial<ConstructorParameters<typeof ConferaApiError>[0]>;

const failed = (status: number, details: Details = {}) =>
  new ConferaApiError({
    kind: kindOfStatus(status),
    message: 'for the log',
    status,
    body: 'object',
    ...details,
  });

test.each<[string, ConferaApiError, ReturnType<typeof scopeOf>]>([
  ['404 of Confera', failed(404), 'there'],
  ['403 of Confera', failed(403), 'missing'],
  ['404 with a page', failed(404, { body: 'page', kind: 'decoding' }), 'unknown'],
  ['403 with a page', failed(403, { body: 'page', kind: 'decoding' }), 'unknown'],
  ['400', failed(400), 'unknown'],
  ['401', failed(401), 'unknown'],
  ['409', failed(409), 'unknown'],
  ['410', failed(410), 'unknown'],
  ['422', failed(422), 'unknown'],
  ['429', failed(429), 'unknown'],
  ['503', failed(503), 'unknown'],
  ['a redirect', failed(302, { kind: 'decoding' }), 'unknown'],
  ['no answer', new ConferaApiError({ kind: 'network', message: 'No answer' }), 'unknown'],
])('%s leaves the scope %3$s', (_, error, scope) => {
  expect(scopeOf({ ok: false, error })).toBe(scope);
});

test('a check-in that succeeds tells nothing', () => {
  expect(scopeOf({ ok: true, body: { ok: true } })).toBe('unknown');
});

test('a probe has a code that no badge has, a new one each time, and no location', async () => {
  const sent: object[] = [];
  const checkin = async (body: object) => {
    sent.push(body);
    throw failed(404);
  };
  const client = { badges: { checkin }, attendance: { checkin } } as unknown as ConferaClient;
  const day = '2026-02-03';
  for (const kind of ['badge', 'badge', 'attendance'] as const) {
    expect(await probeScope(client, kind, { day })).toMatchObject({ scope: 'there' });
  }
  const uuid = expect.stringMatching(
    /^kiosk-preflight-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(sent).toEqual([{ qr: uuid }, { qr: uuid }, { qr: uuid, dayDate: day }]);
  expect(new Set(sent.map((body) => JSON.stringify(body))).size).toBe(3);
});

test('a defect of ours is not taken for an answer', async () => {
  const checkin = async () => {
    throw new TypeError('a defect');
  };
  const client = { badges: { checkin } } as unknown as ConferaClient;
  await expect(probeScope(client, 'badge', { day: '2026-02-03' })).rejects.toThrow('a defect');
});
