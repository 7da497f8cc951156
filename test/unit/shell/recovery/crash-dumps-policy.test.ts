import { expect, test } from 'vitest';
import {
  type DumpFile,
  dumpsToDelete,
} from '../../../../electron/shell/recovery/crash-dumps-policy.ts';

const MIB = 1024 * 1024;
const dump = (n: number, mib = 1): DumpFile => {
  return { name: `${n}.dmp`, bytes: mib * MIB, modifiedAt: n };
};

test.each<[string, DumpFile[], string[]]>([
  ['none', [], []],
  ['five are kept', [1, 2, 3, 4, 5].map((n) => dump(n)), []],
  ['of seven the oldest two go', [4, 7, 1, 2, 6, 3, 5].map((n) => dump(n)), ['2.dmp', '1.dmp']],
  ['what goes beyond 50 MiB goes', [dump(3, 30), dump(2, 15), dump(1, 10)], ['1.dmp']],
  ['even the newest, where it alone is too large', [dump(1, 60)], ['1.dmp']],
])('%s', (_, dumps, gone) => {
  expect(dumpsToDelete(dumps)).toEqual(gone);
});
