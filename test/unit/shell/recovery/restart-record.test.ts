import { expect, test } from 'vitest';
import {
  type RestartRecord,
  recordAfter,
} from '../../../../electron/shell/recovery/restart-record.ts';

const by = { exception: { softwareGraphics: false }, graphics: { softwareGraphics: true } };

test.each<[string, RestartRecord, keyof typeof by, RestartRecord]>([
  [
    'an exception counts',
    { exceptionsAt: [1], softwareGraphics: false },
    'exception',
    { exceptionsAt: [1, 9], softwareGraphics: false },
  ],
  [
    'an exception leaves the graphics card given up',
    { exceptionsAt: [], softwareGraphics: true },
    'exception',
    { exceptionsAt: [9], softwareGraphics: true },
  ],
  [
    'giving up the graphics card does not count',
    { exceptionsAt: [1], softwareGraphics: false },
    'graphics',
    { exceptionsAt: [1], softwareGraphics: true },
  ],
  [
    'graphics that fail without the card count',
    { exceptionsAt: [1], softwareGraphics: true },
    'graphics',
    { exceptionsAt: [1, 9], softwareGraphics: true },
  ],
])('%s', (_, record, reason, after) => {
  expect(recordAfter(record, by[reason], 9)).toEqual(after);
});
