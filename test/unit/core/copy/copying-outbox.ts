import { readdirSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import {
  copyOwner,
  deviceFolder,
  makeDeviceFolder,
} from '../../../../electron/core/copy/copy-folder.ts';
import { readCopy } from '../../../../electron/core/copy/read-copy.ts';
import { RollingCopy } from '../../../../electron/core/copy/rolling-copy.ts';
import { keyPairOf } from '../../../../electron/core/copy/segment-keys.ts';
import type { Log } from '../../../../electron/core/system/log.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { openOutbox } from '../../fixtures/opened-outbox.ts';

const DEVICE = 'gate-7';
const SECRET = 'secret of this device';
const OWNER = keyPairOf(Buffer.alloc(32, 7));

/** To whom the copy is sealed. */
export const RECIPIENT = {
  cost: { memoryPower: 13, passes: 1 },
  salt: Buffer.alloc(16, 3),
  publicKey: OWNER.publicKey,
};

/** What a copy holds, for whoever has its passphrase. */
export const openCopy = (folder: string) => readCopy(folder, async () => OWNER);

/** The names of the segments of a folder, oldest first. */
export const segmentNames = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ckcopy'))
    .sort();

/** A real outbox, and its copy on a stick that is begun. */
export async function copyingOutbox() {
  const opened = openOutbox();
  const stick = temporaryFolder();
  const clock = new ManualClock();
  const logged: string[] = [];
  const note = (_about: unknown, words: string) => void logged.push(words);
  const copy = new RollingCopy({
    dataDir: opened.dataDir,
    source: opened.outbox.copySource,
    deviceId: DEVICE,
    secret: SECRET,
    clock,
    log: { info: note, warn: note, error: note } as unknown as Log,
    onChange: () => {},
  });
  onTestFinished(() => copy.close());
  await makeDeviceFolder(stick, copyOwner(DEVICE, SECRET));
  await copy.begin({ folder: stick, recipient: RECIPIENT });
  await copy.writeNow();
  return { ...opened, copy, clock, stick, folder: deviceFolder(stick, DEVICE), logged };
}
