import path from 'node:path';
import { damagedFiles } from '../core/system/damaged-files.ts';
import { lookAtJson } from '../core/system/durable-file.ts';
import { PIN_FILES } from './pin-hash.ts';

/**
 * What is known of the PINs that a data folder keeps, without using them, for whoever only looks: nothing is changed, and a
 * damaged file is left for the next start. Only the supervisor's PIN counts as set or lost.
 *
 * @throws StrangeFileError, or the file system's error
 */
export function pinAtRest(dataDir: string) {
  const look = (name: keyof typeof PIN_FILES) =>
    lookAtJson(path.join(dataDir, `${name}.json`), PIN_FILES[name].parse);
  const [supervisor, steward] = [look('staff'), look('steward')];
  const isSet = supervisor.is === 'sound';
  const isLost = !isSet && (supervisor.is === 'damaged' || damagedFiles(dataDir).includes('staff'));
  const isEasy = [supervisor, steward].map((found) =>
    found.is === 'sound' ? (found.value.easy ?? null) : null,
  );
  return { isSet, isLost, isEasy: isEasy.includes(true) || (isEasy[0] ?? null) };
}
