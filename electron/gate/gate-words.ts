import type { StorageProblem } from '../../shared/bridge/storage-problem.ts';
import type { Core } from '../core/core.ts';
import type { CoreStatus } from '../core/status/status-watch.ts';
import type { DamagedFile } from '../core/system/damaged-files.ts';

/** The part of the core's status whose changes a person at the gate hears of. */
export type ToldStatus = Pick<
  CoreStatus,
  'connection' | 'backlogStopped' | 'clockMinutesAhead' | 'storage'
>;

/** The sentences about a change of status that a person at the gate should know of. */
export function changeWords(before: ToldStatus, now: ToldStatus): string[] {
  const lines: string[] = [];
  if (now.connection === 'blocked' && before.connection !== 'blocked') {
    lines.push('Confera refuses this device. Scans are kept; check the key and its scopes.');
  }
  if (now.backlogStopped && !before.backlogStopped) {
    lines.push(
      'Ten different codes in a row were rejected, so the saved ones wait. Check the address and the event, ' +
        'then run again with --resume, or with --send-rejected to send those again, too.',
    );
  }
  if (now.clockMinutesAhead !== null && before.clockMinutesAhead === null) {
    const by = counted(Math.abs(now.clockMinutesAhead), 'minute');
    const is = now.clockMinutesAhead > 0 ? 'ahead of' : 'behind';
    lines.push(`This device's clock is ${by} ${is} Confera's: set it right.`);
  }
  if (now.storage !== before.storage) {
    lines.push(now.storage ? STORAGE_WORDS[now.storage] : 'Scans can be stored again.');
  }
  return lines;
}

const STORAGE_WORDS: Record<StorageProblem, string> = {
  'disk-full': 'Scans are not saved: the disk is full. Free some space.',
  'read-only': 'Scans are not saved: the data folder is read-only. Make it writable again.',
  'no-rights': 'Scans are not saved: this user may not write to the data folder any more.',
  locked: 'Scans are not saved: another program holds the database. Close it.',
  'disk-fails': 'Scans are not saved: the disk fails. Use another device.',
  damaged: 'Scans are not saved: the database is damaged. Start the gate again.',
  other: 'Scans are not saved. Look at the last lines of logs/kiosk.log.',
};

/** The sentences about what was found damaged at the start, what was saved of it and what a person has to do. */
export function damageWords({
  outbox: { salvage },
  damagedFiles,
}: Pick<Core, 'outbox' | 'damagedFiles'>): string[] {
  const lines: string[] = [];
  if (salvage) {
    const { folder, carriedOver, lost, moreFeared, withoutDestination } = salvage;
    const missing = moreFeared ? 'the last before it may be missing' : `${scans(lost)} lost`;
    lines.push(
      `A damaged database was set aside in ${folder}: ${scans(carriedOver)} carried over, ${missing}.`,
    );
    if (withoutDestination > 0) {
      const have = withoutDestination === 1 ? 'has its' : 'have their';
      lines.push(
        `${scans(withoutDestination)} no longer ${have} Confera address. ` +
          "They are kept, but can't be sent: run npm start with this data folder and export those that wait " +
          'under Staff, Settings, Wipe this device. It asks before it deletes anything.',
      );
    }
  }
  for (const file of damagedFiles) {
    lines.push(
      `${file}.json was damaged and is set aside: ${LOST[file]} Remove ${file}.json.damaged then.`,
    );
  }
  return lines;
}

/** What is gone with a damaged file. */
const LOST: Record<DamagedFile, string> = {
  device:
    "this device has a new name, and while offline it doesn't know today's scans from before.",
  settings: 'what was set on the screen is gone; set it again.',
  steward: 'stewards have no PIN of their own any more; set one on the screen.',
  staff: 'the staff PIN is gone; start the kiosk with KIOSK_STAFF_PIN set to a new one.',
};

/** The sentences about the scans that a run leaves to later ones; none if everything has been sent. */
export function leftOverWords(
  status: Pick<CoreStatus, 'queued' | 'queuedElsewhere' | 'backlogStopped'>,
): string[] {
  const { queued, queuedElsewhere, backlogStopped } = status;
  const here = queued - queuedElsewhere;
  const lines: string[] = [];
  if (here > 0) {
    const next = backlogStopped
      ? ', until --resume or --send-rejected.'
      : '. The next run sends the rest.';
    lines.push(`Saved and not yet confirmed: ${scans(here)}${next}`);
  }
  if (queuedElsewhere > 0) {
    lines.push(
      `Waiting for another address: ${scans(queuedElsewhere)}. Run with that address to send them.`,
    );
  }
  return lines;
}

/** A number of scans in words. */
export const scans = (count: number) => counted(count, 'scan');

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
