import type { FindingOf, FindingValues } from '../../shared/preflight/findings.ts';
import { ageWords, count, type Sentences } from './phrases.ts';

const START_IT = () => 'Start the kiosk or the gate: it says what is wrong with the data folder.';

const RESTART = () => 'Restart the device; if it happens again, use another one.';

const FREE_SPACE = (values: FindingValues) =>
  `Free some space on the disk of ${values.folder}, or choose a folder on another disk with KIOSK_DATA_DIR.`;

/** What the check of the disk is told as. */
export const DISK: Sentences<FindingOf<'disk'>> = {
  writes: {
    detail: ({ ms, megabytes, percent }) =>
      `A synced write took ${ms} ms, and ${megabytes} MB (${percent} %) are free.`,
  },
  low: {
    detail: ({ megabytes, percent }) =>
      `The disk is nearly full: ${megabytes} MB (${percent} %) are free.`,
    fix: FREE_SPACE,
  },
  slow: {
    detail: ({ ms }) =>
      `The disk is slow: a synced write took ${ms} ms, and each person waits for one.`,
    fix: () => 'Close what else uses the disk, or use a faster one (an SSD, or another SD card).',
  },
  'nearly-full': {
    detail: ({ megabytes }) =>
      `The disk is full but for ${megabytes} MB, too little for a day's scans.`,
    fix: FREE_SPACE,
  },
  'disk-full': { detail: () => 'The disk is full, so no scan can be saved.', fix: FREE_SPACE },
  'read-only': {
    detail: ({ folder }) => `${folder} is read-only, so no scan can be saved.`,
    fix: () => 'Make it writable, or choose another folder with KIOSK_DATA_DIR.',
  },
  'no-rights': {
    detail: ({ folder }) => `This user may not write to ${folder}, so no scan can be saved.`,
    fix: () => 'Give the user the right to, or choose another folder with KIOSK_DATA_DIR.',
  },
  'no-folder': {
    detail: ({ folder }) => `${folder} is not a folder, or can't be made, so no scan can be saved.`,
    fix: () => 'Remove what is in its place, or choose another folder with KIOSK_DATA_DIR.',
  },
  'disk-fails': {
    detail: ({ folder, cause }) => `The disk of ${folder} fails (${cause}).`,
    fix: () =>
      'Use another device, and have the disk looked at: scans that are on it are left as they are.',
  },
  'no-answer': {
    detail: ({ seconds }) => `The disk did not answer within ${seconds} seconds.`,
    fix: RESTART,
  },
  unreadable: {
    detail: ({ folder }) =>
      `What is saved in ${folder} can't be read, so no kiosk can start with it.`,
    fix: START_IT,
  },
  other: {
    detail: ({ folder, cause }) =>
      `${folder} can't be used (${cause || 'the cause is not known'}).`,
    fix: () => 'Choose another folder with KIOSK_DATA_DIR.',
  },
};

/** What the check of the waiting scans is told as. */
export const QUEUE: Sentences<FindingOf<'queue'>> = {
  empty: { detail: () => 'No scan waits on this device.' },
  waiting: {
    detail: (values) =>
      `${count(values.count, 'scan')} ${wait(values)}, the oldest for ${minutesWords(values)}: on the way to Confera.`,
  },
  old: {
    detail: (values) =>
      `${count(values.count, 'scan')} ${wait(values)}, the oldest for ${minutesWords(values)}.`,
    fix: () =>
      'Run the kiosk or the gate until they are sent; the staff area says what keeps them (docs/data-folder.md).',
  },
  'needs-person': {
    detail: (values) =>
      `${count(values.count, 'scan')} ${values.count === 1 ? 'needs' : 'need'} a person, the oldest for ${minutesWords(values)}.`,
    fix: () =>
      'Look at what needs attention in the staff area; without a screen, start the gate with --send-rejected to send it again.',
  },
  elsewhere: {
    detail: (values) =>
      `${count(values.count, 'scan')} ${wait(values)} for another address (${values.address}), the oldest for ${minutesWords(values)}.`,
    fix: ({ address }) =>
      `They are sent to that address alone: run this device once with CONFERA_BASE_URL=${address} and its key, or use another data folder and leave them.`,
  },
  partly: {
    detail: (values) =>
      `${count(values.count, 'saved scan')} could be read, and there may be more: the database is damaged, or was being written to.`,
    fix: () =>
      'Run the check again; if it says the same, start the kiosk, which repairs the database.',
  },
  'newer-version': {
    detail: () => 'The saved scans belong to a newer version of this app.',
    fix: () => 'Install the newer version again; nothing was changed.',
  },
  unreadable: {
    detail: () => "The saved scans can't be read.",
    fix: START_IT,
  },
  'no-answer': {
    detail: () => 'The saved scans could not be read in time: the disk does not answer.',
    fix: RESTART,
  },
  unread: {
    detail: () =>
      'What is saved on this device could not be read, so which scans wait is not known.',
  },
};

const wait = (values: FindingValues) => (values.count === 1 ? 'waits' : 'wait');

const minutesWords = ({ minutes }: FindingValues) =>
  minutes === 0 ? 'less than a minute' : ageWords(60 * Number(minutes));
