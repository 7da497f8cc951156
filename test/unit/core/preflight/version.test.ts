import { expect, test } from 'vitest';
import { checkVersion } from '../../../../electron/core/preflight/version.ts';
import packageJson from '../../../../package.json' with { type: 'json' };
import { stateOf } from '../../../../shared/preflight/findings.ts';

const { version } = packageJson;

test('a device without a hub tells its own version', () => {
  expect(checkVersion(null)).toMatchObject({ is: 'alone', values: { version } });
});

test('a device that is the first of its venue has nothing to compare with', () => {
  expect(checkVersion([])).toMatchObject({ is: 'unheard', values: { version } });
});

test('devices with the same version are all right', () => {
  const found = checkVersion([version, version]);
  expect(found).toMatchObject({ is: 'alike', values: { count: 2 } });
  expect(stateOf(found)).toBe('green');
});

test('devices with other versions are to be looked at, and three of these are named, each once', () => {
  const found = checkVersion([version, '0.9.4', '0.9.1', '0.9.1', '0.9.3', '0.9.2']);
  expect(found).toMatchObject({
    is: 'differs',
    values: { version, count: 5, others: '0.9.1, 0.9.2, 0.9.3' },
  });
  expect(stateOf(found)).toBe('amber');
});
