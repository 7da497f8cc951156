import path from 'node:path';
import type { BridgeHandlers, BridgeInput, BridgeOutput } from '../../shared/bridge/bridge.ts';
import { trimmed } from '../../shared/text/trimmed.ts';
import { newRecipient } from '../copy/copy-key.ts';
import { CopyFolderError } from '../core/copy/copy-problem.ts';
import { pastTakeOvers } from '../core/copy/taken-over.ts';
import { weaknessOf } from '../provisioning/passphrase.ts';
import type { Kiosk } from './kiosk.ts';

const DONE = { ok: true } as const;
const NOT_RUNNING = { ok: false, problem: 'not-running' } as const;
const NOT_WRITTEN = { ok: false, problem: 'not-written' } as const;

/** How long staff are told what was taken over from another device. */
const TOLD_MS = 7 * 24 * 3_600_000;

/** What a supervisor does about the rolling copy. */
export function copyHandlers(
  kiosk: Kiosk,
): Pick<BridgeHandlers, 'getCopy' | 'startCopy' | 'stopCopy'> {
  return {
    getCopy: async () => {
      const { core } = kiosk;
      if (!core) return NOT_RUNNING;
      const drives = (await kiosk.drives()).map(({ folder }) => folder);
      return { ok: true, copy: core.copy.state, drives, takenOver: recentTakeOvers(kiosk) };
    },
    startCopy: (input) => startCopy(kiosk, input),
    stopCopy: async () => {
      if (!kiosk.core) return NOT_RUNNING;
      try {
        await kiosk.core.copy.stop();
        return DONE;
      } catch {
        return NOT_WRITTEN;
      }
    },
  };
}

/** What was taken over from other devices in the last days, latest first. */
export function recentTakeOvers({ dataDir, clock }: Kiosk) {
  return pastTakeOvers(dataDir).filter(({ at }) => clock.now() - at < TOLD_MS);
}

/** The passphrase is kept nowhere: what the device keeps can only write the copy. */
async function startCopy(
  kiosk: Kiosk,
  { folder: typed, passphrase }: BridgeInput<'startCopy'>,
): Promise<BridgeOutput<'startCopy'>> {
  const folder = trimmed(typed);
  const why = path.isAbsolute(folder) ? null : 'not-a-path';
  if (why) return { ok: false, problem: 'bad-folder', why };
  if (isWithin(kiosk.dataDir, folder)) {
    return { ok: false, problem: 'bad-folder', why: 'in-data-folder' };
  }
  const weakness = weaknessOf(passphrase);
  if (weakness) return { ok: false, problem: 'weak-passphrase', why: weakness };
  const recipient = await newRecipient(passphrase);
  const { core } = kiosk;
  if (!core) return NOT_RUNNING;
  try {
    await core.copy.begin({ folder: path.resolve(folder), recipient });
    return DONE;
  } catch (error) {
    if (error instanceof CopyFolderError) {
      return { ok: false, problem: 'bad-folder', why: error.why };
    }
    return NOT_WRITTEN;
  }
}

function isWithin(dataDir: string, folder: string): boolean {
  const way = path.relative(path.resolve(dataDir), path.resolve(folder));
  return way === '' || (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
}
