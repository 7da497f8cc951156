import { expect, test } from 'vitest';
import type { HubHealth, HubTrouble } from '../../../../electron/core/hub/claim-hub.ts';
import { checkHub } from '../../../../electron/core/preflight/hub.ts';
import { FINDINGS, stateOf } from '../../../../shared/preflight/findings.ts';

const away = (trouble: HubTrouble): HubHealth => ({
  is: 'out-of-reach',
  addresses: ['192.168.1.7:4222', '10.0.0.7:4222'],
  trouble,
});

test.each<[HubTrouble, string]>([
  ['refused', 'unreachable'],
  ['unknown-name', 'unreachable'],
  ['no-answer', 'unreachable'],
  ['lost', 'unreachable'],
  ['other', 'unreachable'],
  ['key-refused', 'refused'],
  ['damaged-join-line', 'refused'],
  ['other-certificate', 'another'],
  ['no-tls', 'another'],
  ['no-claims', 'no-claims'],
])('a hub that is out of reach (%s) is amber, %s, with where it was looked for', (trouble, is) => {
  const found = checkHub(away(trouble));
  expect(found).toEqual({
    check: 'hub',
    is,
    values: { address: '192.168.1.7:4222, 10.0.0.7:4222', why: trouble },
  });
  expect(stateOf(found)).toBe('amber');
});

test('a hub that answers and no hub at all are green, and nothing of a hub is red', () => {
  const well = checkHub({ is: 'well', address: '10.0.0.7:4222', tookMs: 3 });
  expect(well).toMatchObject({ is: 'connected', values: { address: '10.0.0.7:4222', ms: 3 } });
  expect([stateOf(well), stateOf(checkHub({ is: 'none' }))]).toEqual(['green', 'green']);
  expect(Object.values(FINDINGS.hub)).not.toContain('red');
});
