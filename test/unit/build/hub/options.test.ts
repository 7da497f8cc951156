import { expect, test } from 'vitest';
import { readOptions } from '../../../../build/hub/options.ts';

test('--listen takes an IPv6 address in any spelling, as the nodes of a hub are kept in one', () => {
  const read = readOptions(['--listen', '2001:DB8:0::0009'], { KIOSK_DATA_DIR: '/data' });
  expect(read).toMatchObject({ given: { listen: '2001:db8::9' }, dataDir: '/data' });
});
