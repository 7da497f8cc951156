import path from 'node:path';
import { z } from 'zod';
import { type TakenOverFrom, takenOver } from '../../../shared/bridge/copy.ts';
import { lookAtJson, writeDurably } from '../system/durable-file.ts';

const schema = z.array(takenOver);

/** Of how many take-overs staff are told. */
const TOLD = 20;

const fileIn = (dataDir: string) => path.join(dataDir, 'taken-over.json');

/** What this device has taken over from the copies of others, latest first. What can't be read isn't told. */
export function pastTakeOvers(dataDir: string): TakenOverFrom[] {
  try {
    const found = lookAtJson(fileIn(dataDir), schema.parse);
    return found.is === 'sound' ? found.value : [];
  } catch {
    return [];
  }
}

/** Notes a take-over, so that staff are told of it. @throws the file system's error */
export function noteTakeOver(dataDir: string, takeOver: TakenOverFrom): void {
  const all = [takeOver, ...pastTakeOvers(dataDir)].slice(0, TOLD);
  writeDurably(fileIn(dataDir), `${JSON.stringify(all)}\n`);
}
