import { rmSync } from 'node:fs';
import path from 'node:path';
import { type SetUpDraft, setUpDraft } from '../../shared/bridge/set-up-draft.ts';
import { SETTINGS } from '../../shared/settings/settings.ts';
import { readJson, syncFolder, writeDurably } from '../core/system/durable-file.ts';

const fileIn = (dataDir: string) => path.join(dataDir, 'set-up-draft.json');

/** What was entered in a set-up that isn't done yet. A draft that can't be read is none: its fields are filled in anew. */
export function readSetUpDraft(dataDir: string): SetUpDraft {
  try {
    return readJson(fileIn(dataDir), setUpDraft.parse) ?? {};
  } catch {
    return {};
  }
}

/**
 * Keeps what has been entered so far over a power cut. A text in the field of the address is kept only if it is an
 * address, because people paste the key there by mistake.
 *
 * @returns whether it could be written
 */
export function keepSetUpDraft(dataDir: string, { baseUrl = '', ...others }: SetUpDraft): boolean {
  const isAddress = SETTINGS.baseUrl.schema.safeParse(baseUrl).success;
  const kept = isAddress ? { baseUrl, ...others } : others;
  try {
    writeDurably(fileIn(dataDir), `${JSON.stringify(kept, null, 2)}\n`);
    return true;
  } catch {
    return false;
  }
}

/** Deletes the draft, once what it holds is saved. One that stays behind is read by no kiosk that is set up. */
export function forgetSetUpDraft(dataDir: string): void {
  try {
    rmSync(fileIn(dataDir), { force: true });
    syncFolder(dataDir);
  } catch {
    // The settings are saved. A wipe deletes the file if it is still there.
  }
}
