import { expect, test } from 'vitest';
import { staffNotice } from '../../../../../renderer/screens/staff/staff-notice.ts';
import { WORDS } from '../../../../fixtures/words.ts';

const FAULT = { is: 'disk-full', folder: '/data', detail: null } as const;
const GONE = `${WORDS.facts.unreachable}: ${WORDS.facts.unreachableDo}`;
const FULL = WORDS.problems.start['disk-full']({ folder: '/data' });

test.each([
  { onOverview: false, reachable: true, fault: null, told: null },
  { onOverview: false, reachable: false, fault: null, told: GONE },
  { onOverview: false, reachable: false, fault: FAULT, told: GONE },
  // Its facts say so.
  { onOverview: true, reachable: false, fault: null, told: null },
  { onOverview: false, reachable: true, fault: FAULT, told: FULL },
])('staff are told on every page that the core has gone: $told', ({ told, ...shown }) => {
  expect(staffNotice(WORDS, shown)).toBe(told);
});
