import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { createConferaPublicClient } from 'confera-kiosk/confera';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { everyCall, statusOf } from '../samples/documented-use.ts';
import { startExpysApi } from '../samples/stand-ins/expys-api.ts';
import { ConflictError, initialize } from '../samples/stand-ins/expys-sdk.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

const KEY = 'cat_demo_all';
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const run = promisify(execFile);
const curl = (process.env.PATH ?? '')
  .split(path.delimiter)
  .map((folder) => path.join(folder, 'curl'))
  .find((file) => existsSync(file));

describe('the samples for Confera’s SDK', () => {
  let simulator: Simulator;

  /** The samples read these two variables when they are imported. */
  beforeEach(async () => {
    vi.resetModules();
    simulator = await startSimulator();
    vi.stubEnv('CONFERA_BASE_URL', simulator.url);
    vi.stubEnv('CONFERA_API_KEY', KEY);
    return async () => {
      vi.unstubAllEnvs();
      await simulator.close();
    };
  });

  const createClient = () => import('../samples/documented/create-client.ts');
  const withRetry = async () => (await import('../samples/documented/with-retry.ts')).withRetry;

  test('the client with a time limit and a user agent', async () => {
    const { confera } = await createClient();
    await confera.health();
    await confera.badges.checkin({ qr: 'BADGE-1', location: 'Entrance A' });
    const [health, checkin] = simulator.journal();
    expect(health).toMatchObject({ userAgent: 'my-app/1.0 (kiosk)', status: 200 });
    expect(checkin).toMatchObject({ code: 'BADGE-1', location: 'Entrance A', acted: true });
  });

  test('every documented call, with the answers where the documentation has them', async () => {
    const told = await everyCall(simulator.url, KEY);
    const text = expect.any(String);
    expect(told).toMatchObject({
      site: { data: { name: text, timezone: text } },
      offset: 0,
      events: { data: { 0: { title: text, start_at: text } }, pagination: { limit: 200 } },
      venues: { data: { 0: { name: text } } },
      speakers: { data: { 0: { name: text } } },
      workshops: { data: { 0: { title: text, capacity: expect.any(Number) } } },
      cards: { 0: { title: text, booth: text } },
      ticket_types: expect.any(Array),
      registrations: { data: { 0: { email: text, status: text } } },
    });
    expect(told.paged).toBe(told.events.data.length);
    const { registrations } = createConferaPublicClient({ baseUrl: simulator.url, apiKey: KEY });
    const email = String(told.registrations.data[0]?.email);
    const found = await registrations.list({ email });
    expect(new Set(found.data.map((each) => each.email))).toEqual(new Set([email]));
  });

  test('an error has its status', async () => {
    const { url: baseUrl } = simulator;
    const revoked = createConferaPublicClient({ baseUrl, apiKey: 'cat_demo_revoked' });
    expect(statusOf(await revoked.health().catch((error: unknown) => error))).toBe(401);
    expect(statusOf(new Error('no answer'))).toBeUndefined();
  });

  test.each([503, 429])('the retry wrapper tries a %i again until it passes', async (status) => {
    simulator.setFaults([{ fault: { kind: 'status', status }, times: 2 }]);
    const { url: baseUrl } = simulator;
    const { badges } = createConferaPublicClient({ baseUrl, apiKey: KEY, maxRetries: 0 });
    const retried = await withRetry();
    expect(await retried(() => badges.checkin({ qr: 'BADGE-1' }))).toMatchObject({ ok: true });
    expect(simulator.journal().map((entry) => entry.status)).toEqual([status, status, 200]);
  });

  test('network trouble, which the client itself tries again, never reaches the wrapper', async () => {
    const { confera } = await createClient();
    simulator.setFaults([{ fault: { kind: 'reset-before' }, times: 2 }]);
    const retried = await withRetry();
    const checkin = retried(() => confera.badges.checkin({ qr: 'BADGE-1' }));
    expect(await checkin).toMatchObject({ ok: true });
    expect(simulator.journal()).toHaveLength(3);
  });

  test('the retry wrapper gives every other failure to its caller at once', async () => {
    const { confera } = await createClient();
    const retried = await withRetry();
    await confera.badges.checkin({ qr: 'BADGE-1' });
    const again = retried(() => confera.badges.checkin({ qr: 'BADGE-1' }));
    await expect(again).rejects.toMatchObject({ status: 409 });
    const unknown = retried(() => confera.badges.checkin({ qr: 'BADGE-UNKNOWN' }));
    await expect(unknown).rejects.toMatchObject({ status: 404 });
    const mistaken = retried(() => confera.events.list({ limit: 501 }));
    await expect(mistaken).rejects.toMatchObject({ kind: 'validation' });
    expect(simulator.journal()).toHaveLength(3);
  });

  test('the route handler answers with the site document', async () => {
    const route = await import('../samples/documented/route.ts');
    const response = await route.GET();
    expect(response.headers.get('content-type')).toBe('application/json');
    const site = await response.json();
    expect(site).toMatchObject({
      data: { name: expect.any(String), timezone: expect.any(String) },
    });
    expect(route.revalidate).toBe(60);
  });
});

describe('the sample about idempotency', () => {
  const file = path.resolve(import.meta.dirname, '../samples/documented/idempotency.ts');

  test.each([
    [0, 2],
    [2, 4],
  ])(
    'redeems once, after %i failures, with one key for all requests',
    async (failures, requests) => {
      const expys = await startExpysApi({ failures });
      const { stdout } = await run(process.execPath, [file], {
        env: { EXPYS_MEMBER_TOKEN: 'token-1', EXPYS_BASE_URL: expys.url },
      });
      const [key = '', ...attempts] = stdout.trim().split('\n');
      expect(key).toMatch(/^idempotency key: /);
      expect(attempts).toEqual([
        'attempt 1: redemption red_1 [confirmed]',
        'attempt 2: redemption red_1 [confirmed]',
      ]);
      expect(expys.redeemed()).toBe(1);
      expect(expys.asked).toHaveLength(requests);
      for (const asked of expys.asked) {
        expect(asked).toEqual({
          key: key.replace('idempotency key: ', ''),
          authorization: 'Bearer token-1',
          offer: 'off_1',
        });
        expect(asked.key).toMatch(UUID_V4);
      }
    },
  );

  test('says what it needs when there is no token', async () => {
    const failed = run(process.execPath, [file], { env: {} });
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Set EXPYS_MEMBER_TOKEN'),
    });
  });

  test('a key that comes with another body is a conflict with its code, and is not tried again', async () => {
    const expys = await startExpysApi();
    const sdk = initialize({ baseUrl: expys.url, environment: 'sandbox', token: 'token-1' });
    const idempotencyKey = '3f1b2c44-0a9e-4d3a-9b2f-1e6a7c8d9e0f';
    await sdk.createRedemption({ offer: 'off_1' }, { idempotencyKey });
    const reused = sdk.createRedemption({ offer: 'off_2' }, { idempotencyKey });
    await expect(reused).rejects.toBeInstanceOf(ConflictError);
    await expect(reused).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(expys.asked).toHaveLength(2);
    expect(expys.redeemed()).toBe(1);
  });

  test.skipIf(!curl)('the curl command meets the same rules (needs curl)', async () => {
    const expys = await startExpysApi();
    const redeem = (offer: string) =>
      run(curl ?? '', [
        ...['-sS', '-X', 'POST', `${expys.url}/v1/redemptions`],
        ...['-H', 'Authorization: Bearer YOUR_MEMBER_TOKEN'],
        ...['-H', 'Idempotency-Key: 3f1b2c44-0a9e-4d3a-9b2f-1e6a7c8d9e0f'],
        ...['-H', 'Content-Type: application/json'],
        ...['-d', JSON.stringify({ offer })],
      ]);
    const { stdout: first } = await redeem('off_1');
    expect(JSON.parse(first)).toEqual({ id: 'red_1', status: 'confirmed' });
    expect((await redeem('off_1')).stdout).toBe(first);
    expect((await redeem('off_2')).stdout).toContain('IDEMPOTENCY_KEY_REUSED');
    expect(expys.redeemed()).toBe(1);
  });
});
