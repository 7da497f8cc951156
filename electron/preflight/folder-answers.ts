import { existsSync } from 'node:fs';
import path from 'node:path';
import { type WaitingScans, waitingAtRest } from '../core/outbox/database/waiting-at-rest.ts';
import { explainStart } from '../core/outbox/start-problem.ts';
import { codeOf } from '../core/outbox/storage-problem.ts';
import { machineDisk } from '../core/preflight/disk.ts';
import { queueFacts } from '../core/preflight/queue.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { knownDeviceId } from '../core/system/device-identity.ts';
import { inspectFolder } from '../core/system/private-folder.ts';
import { fileKeyStore } from '../settings/key-store.ts';
import { pinAtRest } from '../settings/pin-at-rest.ts';
import { lookAtSavedSettings } from '../settings/saved-settings.ts';

/** How often the waiting scans are read again if a kiosk was just writing to them. */
const READS = 3;

/** Everything that the command asks of a data folder. Nothing in the folder is changed. */
export const FOLDER_ANSWERS = {
  /**
   * What was saved on the screen, the key, the line for a hub, and the device's name if it has one.
   *
   * @throws BadSettingError for a folder that the kiosk would refuse
   */
  saved: async (dataDir: string) => {
    inspectFolder(dataDir);
    const texts = lookAtSavedSettings(dataDir);
    const store = fileKeyStore(dataDir);
    const joinLine = store.joinLine.load();
    // Only the app's shell can open what the machine's keyring has sealed.
    const isSealed = joinLine === null && existsSync(path.join(dataDir, 'device.join.sealed'));
    const secrets = { key: store.load(), joinLine, joinLineIsSealed: isSealed };
    return { texts, ...secrets, deviceId: knownDeviceId(dataDir) };
  },
  pin: async (dataDir: string) => pinAtRest(dataDir),
  queue: async (dataDir: string) => queueFacts(() => readBesideKiosk(dataDir)),
  space: machineDisk.space,
  syncedWrite: machineDisk.syncedWrite,
};

export type FolderAnswers = typeof FOLDER_ANSWERS;
export type FolderQuestion = keyof FolderAnswers;

/** What one process asks the other, and what comes back. */
export type Asked = { n: number; question: FolderQuestion; place: string };
export type Answered = { n: number } & (
  | { ok: true; value: unknown }
  | { ok: false; isBadSetting: boolean; code: string; message: string }
);

/** Answers a question, or says why it can't be answered. */
export async function answerOne({ n, question, place }: Asked): Promise<Answered> {
  try {
    return { n, ok: true, value: await FOLDER_ANSWERS[question](place) };
  } catch (error) {
    const isBadSetting = error instanceof BadSettingError;
    const message = isBadSetting ? error.message : explainStart(place, error);
    return { n, ok: false, isBadSetting, code: codeOf(error), message };
  }
}

/**
 * Reads the scans that wait, without a lock and without SQLite, because a kiosk may be using the folder. If it is
 * writing at the same moment, what is read doesn't fit together, so it is read again.
 */
function readBesideKiosk(dataDir: string): WaitingScans {
  for (let read = 1; ; read++) {
    try {
      const waiting = waitingAtRest(dataDir);
      if (waiting.complete || read === READS) return waiting;
    } catch (error) {
      if (read === READS) throw error;
    }
  }
}
