import {
  type Check,
  type CheckState,
  type Finding,
  type FindingOf,
  stateOf,
} from '../../shared/preflight/findings.ts';
import { ADDRESS } from './address-sentences.ts';
import { HUB } from './hub-sentences.ts';
import {
  ageWords,
  count,
  kindsWords,
  type Sentence,
  type Sentences,
  scopesWords,
} from './phrases.ts';
import { DISK, QUEUE } from './storage-sentences.ts';

/** The checks that need no screen. */
type Told = Exclude<Check, 'power'>;

/** One line of the command's output. */
export type Line = { check: Check; state: CheckState; detail: string; fix: string | null };

/** Puts a finding into English, for whoever runs the command. */
export function lineOf(found: Finding): Line {
  const { check, is, values } = found;
  const { detail, fix } = (SENTENCES as Record<string, Sentences<string>>)[check]?.[is] ?? UNKNOWN;
  return { check, state: stateOf(found), detail: detail(values), fix: fix?.(values) ?? null };
}

const UNKNOWN: Sentence = { detail: () => 'This check has no words yet.' };

const KEY: Sentences<FindingOf<'key'>> = {
  works: { detail: () => 'Confera accepts the key.' },
  'works-for': { detail: ({ conference }) => `Confera accepts the key, for “${conference}”.` },
  'other-event': {
    detail: ({ conference, event }) =>
      `The key belongs to “${conference}”, but the name of the event here is “${event}”.`,
    fix: () =>
      'If that is another conference, get a key for yours from the organiser (CONFERA_API_KEY); otherwise change KIOSK_EVENT_NAME.',
  },
  refused: {
    detail: () => 'Confera does not accept the key: it is wrong, revoked or expired.',
    fix: () =>
      'Copy the key again, whole and without quotation marks (CONFERA_API_KEY), or ask the organiser for another.',
  },
  'conference-inactive': {
    detail: () => 'Confera refuses everything for the conference of this key.',
    fix: () => 'Ask the organiser whether the conference is live in Confera and its plan is paid.',
  },
  unasked: { detail: () => 'Confera could not be asked about the key.' },
};

const SCOPE: Sentences<FindingOf<'scope'>> = {
  there: {
    detail: ({ kinds }) =>
      `The key may check in ${kindsWords(kinds)}, as far as Confera can be asked.`,
  },
  'one-missing': {
    detail: ({ kinds }) => `The key may not check in ${kindsWords(kinds)}, only the other kind.`,
    fix: ({ kinds }) =>
      `If people come with ${kinds === 'badge' ? 'badges' : 'attendance codes'}, get a key with the scope ${scopesWords(kinds)}; otherwise set KIOSK_MODE=${kinds === 'badge' ? 'attendance' : 'badge'}.`,
  },
  missing: {
    detail: ({ kinds }) => `The key may not check in ${kindsWords(kinds)}, as this device has to.`,
    fix: ({ kinds }) => `Ask the organiser for a key with the scope ${scopesWords(kinds)}.`,
  },
  untold: {
    detail: ({ kinds }) =>
      `It can't be known whether the key may check in ${kindsWords(kinds)}: Confera's answer does not say.`,
    fix: () => 'Run the check again in a minute, or scan a test badge.',
  },
  unasked: { detail: () => 'Confera could not be asked what the key may do.' },
};

const CLOCK_FIX = "Turn on the automatic time of this device's system, or set its date and time.";

const CLOCK: Sentences<FindingOf<'clock'>> = {
  right: {
    detail: ({ seconds }) => `The clock agrees with Confera's within ${count(seconds, 'second')}.`,
  },
  off: {
    detail: ({ seconds, way }) =>
      `The clock is ${ageWords(seconds)} ${way === 'ahead' ? 'ahead of' : 'behind'} Confera's; scans are corrected where it is more than two minutes.`,
    fix: () => CLOCK_FIX,
  },
  'far-off': {
    detail: ({ seconds, way }) =>
      `The clock is ${ageWords(seconds)} ${way === 'ahead' ? 'ahead of' : 'behind'} Confera's, so secure connections may be refused.`,
    fix: () => CLOCK_FIX,
  },
  untold: {
    detail: () => "Confera's answer does not tell the time, so the clock can't be compared.",
  },
  unasked: { detail: () => 'Confera could not be asked for the time.' },
};

const ZONE: Sentences<FindingOf<'zone'>> = {
  machines: {
    detail: ({ zone, time }) =>
      `The machine's time zone is used: ${zone}, where it is ${time} now.`,
  },
  same: {
    detail: ({ zone, time }) =>
      `The venue's time zone is ${zone}, where it is ${time} now, as on this machine.`,
  },
  differs: {
    detail: ({ zone, time, machine, machineTime }) =>
      `The venue's time zone is ${zone}, where it is ${time} now, but the machine's is ${machine}, where it is ${machineTime}.`,
    fix: ({ time }) =>
      `If it is not ${time} at the venue, correct KIOSK_TIME_ZONE; otherwise set the machine's zone, or leave it as it is.`,
  },
  alone: {
    detail: ({ zone, time }) =>
      `The venue's time zone is ${zone}, where it is ${time} now; the machine names no zone to compare.`,
  },
  unread: {
    detail: () =>
      "What is saved on this device could not be read, so the venue's zone is not known.",
  },
};

const PRINTER: Sentences<FindingOf<'printer'>> = {
  none: { detail: () => 'No printer is used: this device only reads badges.' },
};

const VERSION: Sentences<FindingOf<'version'>> = {
  alone: {
    detail: ({ version }) =>
      `This is version ${version}; without a hub it is not known whether the other devices have the same.`,
  },
  // The command doesn't listen to the hub for as long as that would take.
  unheard: {
    detail: ({ version }) =>
      `This is version ${version}; a kiosk's page Check compares it with those of the other devices.`,
  },
  alike: {
    detail: ({ version }) => `This is version ${version}, and the other devices have the same.`,
  },
  differs: {
    detail: ({ version, others }) =>
      `This is version ${version}, and other devices have ${others}.`,
    fix: () => 'Install the same version on all devices.',
  },
};

const PIN: Sentences<FindingOf<'pin'>> = {
  set: { detail: () => 'A staff PIN is set.' },
  none: { detail: () => 'No staff PIN is set, and a gate without a screen needs none.' },
  easy: {
    detail: () => 'The staff PIN is one that people try first, such as 1234, 0000 or a year.',
    fix: () => 'Choose another in the staff area under Settings.',
  },
  'not-noted': {
    detail: () => 'A staff PIN is set, but whether it is easy to guess was not noted then.',
    fix: () => 'Set the PIN once more in the staff area under Settings.',
  },
  unread: {
    detail: () => 'What is saved on this device could not be read, so the staff PIN is not known.',
  },
  lost: {
    detail: () => 'The file with the staff PIN is damaged, so no PIN opens the staff area.',
    fix: () => 'Set KIOSK_STAFF_PIN to a new PIN and start the kiosk again.',
  },
};

const SENTENCES: { [C in Told]: Sentences<FindingOf<C>> } = {
  address: ADDRESS,
  key: KEY,
  scope: SCOPE,
  clock: CLOCK,
  zone: ZONE,
  disk: DISK,
  queue: QUEUE,
  hub: HUB,
  printer: PRINTER,
  version: VERSION,
  pin: PIN,
};
