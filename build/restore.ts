// Takes the scans of another device over from its rolling copy.
import path from 'node:path';
import { copyKeyOf } from '../electron/copy/copy-key.ts';
import { COPY_FOLDER } from '../electron/core/copy/copy-folder.ts';
import { findCopies } from '../electron/core/copy/find-copies.ts';
import { type ReadCopy, readCopy, type SegmentTrouble } from '../electron/core/copy/read-copy.ts';
import { noteTakeOver } from '../electron/core/copy/taken-over.ts';
import { explainStart } from '../electron/core/outbox/start-problem.ts';
import { takeOver } from '../electron/core/outbox/take-over.ts';
import { BadSettingError } from '../electron/core/system/bad-setting.ts';
import { deviceIdentity } from '../electron/core/system/device-identity.ts';
import { FolderInUseError, lockDataFolder } from '../electron/core/system/folder-lock.ts';
import { EXIT } from '../electron/process/exit-codes.ts';
import { runCommand, say } from '../electron/process/run-command.ts';
import { askSecret } from './provision/ask-secret.ts';
import { HELP, type Options, readOptions } from './restore/options.ts';

async function restore({ from, dataDir, passphrase: given }: Options): Promise<number> {
  const folder = onlyCopyIn(from);
  const passphrase = given ?? (await askPassphrase());
  const copy = soundOf(
    await readCopy(folder, (recipient) => copyKeyOf(passphrase, recipient)),
    folder,
  );
  const taken = inDataFolder(dataDir, () => {
    const now = Date.now();
    const { device, until, scans } = copy;
    const { codeSecret: secret } = deviceIdentity(dataDir);
    const counts = takeOver(dataDir, scans, { secret, now });
    const { unsent, refused, settled } = counts;
    const isNew = unsent + refused + settled > 0;
    if (isNew) noteTakeOver(dataDir, { device, until, unsent, refused, settled, at: now });
    return counts;
  });
  if (taken === 'in-use') return EXIT.inUse;
  if (taken === 'fault') return EXIT.fault;
  copy.troubles.map(troubleSentence).forEach(say);
  const complete = copy.troubles.every(({ is }) => is === 'torn' || is === 'other-passphrase');
  const { device } = copy;
  const until = copy.until === null ? null : new Date(copy.until).toISOString();
  const told = { event: 'taken-over', device, until, ...taken, complete };
  process.stdout.write(`${JSON.stringify(told)}\n`);
  return complete ? EXIT.ok : EXIT.fault;
}

/** @throws BadSettingError */
function onlyCopyIn(from: string): string {
  const { copies: found, closed } = findCopies(from);
  const [only] = found;
  if (only === undefined) {
    const unseen = closed.length > 0 ? `. You may not look into ${closed.join(', ')}` : '';
    throw new BadSettingError(
      `There is no copy in ${from}. Name the stick or the folder that was chosen for it: it has a folder ${COPY_FOLDER}${unseen}`,
    );
  }
  if (found.length > 1) {
    const names = found.map((folder) => path.basename(folder)).join(', ');
    throw new BadSettingError(
      `Several devices have a copy there (${names}). Name the folder of one: --from ${only}`,
    );
  }
  return only;
}

async function askPassphrase(): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new BadSettingError('Set KIOSK_PASSPHRASE, or run this at a terminal, which asks for it');
  }
  return askSecret('Passphrase of the copy (nothing is shown while you type): ');
}

/** @throws BadSettingError, or an Error with a sentence for a person */
function soundOf(copy: ReadCopy, folder: string): Extract<ReadCopy, { ok: true }> {
  if (copy.ok) return copy;
  switch (copy.problem) {
    case 'wrong-passphrase':
      throw new BadSettingError('This is not the passphrase of the copy. Nothing was changed');
    case 'newer':
      throw new BadSettingError(
        'A newer version of the kiosk has written this copy. Install that version here, and try again. Nothing was changed',
      );
    case 'empty':
      throw new BadSettingError(`There is no copy in ${folder}`);
    case 'damaged':
      throw new DamagedCopyError(
        `Nothing in ${folder} can be read: every file is damaged or empty`,
      );
  }
}

class DamagedCopyError extends Error {}

function inDataFolder<T>(dataDir: string, work: () => T): T | 'in-use' | 'fault' {
  try {
    const giveBack = lockDataFolder(dataDir);
    try {
      return work();
    } finally {
      giveBack();
    }
  } catch (error) {
    if (error instanceof BadSettingError) throw error;
    if (error instanceof FolderInUseError) {
      say(`A kiosk is using ${dataDir}. End it, run this again, and start it after that.`);
      return 'in-use';
    }
    say(explainStart(dataDir, error));
    return 'fault';
  }
}

function troubleSentence({ file, is, records, unread, unknown }: SegmentTrouble): string {
  const name = path.basename(file);
  switch (is) {
    case 'torn':
      return `${name}: its last write was cut short. Everything before that (${records} records) was read.`;
    case 'damaged':
      return `${name} is damaged: ${records} records were read, and ${unread} bytes after them could not be.`;
    case 'not-a-copy':
      return `${name} is damaged from its beginning: nothing in it could be read.`;
    case 'not-understood':
      return `${name}: ${unknown} of its ${records + unknown} records could not be understood. The others were read. Install the latest version of the kiosk here, and run this again.`;
    case 'other-passphrase':
      return `${name} has another passphrase and was left out. What was not settled is in the later files, too.`;
  }
}

await runCommand({
  name: 'Taking over',
  help: HELP,
  read: () => readOptions(process.argv.slice(2), process.env),
  run: restore,
  isPlain: (error) => error instanceof DamagedCopyError,
});
