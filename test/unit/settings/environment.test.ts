import { expect, test } from 'vitest';
import { takeEnvironment } from '../../../electron/settings/environment.ts';
import { SETTINGS } from '../../../shared/settings/settings.ts';

test('every setting is taken by its name', () => {
  const env = Object.fromEntries(Object.values(SETTINGS).map(({ env }) => [env, `of ${env}`]));
  const expected = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { env }]) => [name, `of ${env}`]),
  );
  expect(takeEnvironment(env)).toEqual(expected);
});

test('the key, the PIN, the line for a hub and the token for metrics are gone from the environment, and nothing else is', () => {
  const env = {
    CONFERA_BASE_URL: 'https://confera.example',
    CONFERA_API_KEY: 'cat_abc123',
    KIOSK_STAFF_PIN: '1234',
    KIOSK_HUB_JOIN: 'hub1.line',
    KIOSK_METRICS_TOKEN: 'for-the-monitoring',
    KIOSK_LOCATION: 'gate-a',
    PATH: '/usr/bin',
  };
  expect(takeEnvironment(env)).toMatchObject({
    apiKey: 'cat_abc123',
    staffPin: '1234',
    hubJoin: 'hub1.line',
  });
  expect(env).toEqual({
    CONFERA_BASE_URL: 'https://confera.example',
    KIOSK_LOCATION: 'gate-a',
    PATH: '/usr/bin',
  });
});

test('what is not given is not there', () => {
  expect(takeEnvironment({ PATH: '/usr/bin', KIOSK_UNKNOWN: '1' })).toEqual({});
});

test('an empty key is taken out, too', () => {
  const env = { CONFERA_API_KEY: '' };
  expect(takeEnvironment(env)).toEqual({ apiKey: '' });
  expect(env).toEqual({});
});
