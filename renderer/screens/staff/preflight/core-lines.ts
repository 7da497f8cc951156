import { TROUBLES } from '../../../../shared/bridge/trouble.ts';
import { type CheckState, type Finding, stateOf } from '../../../../shared/preflight/findings.ts';
import { ageWords } from '../../../words/age.ts';
import type { Words } from '../../../words/words.ts';
import type { CheckLine, MendedOn, Unshown } from './check-line.ts';
import { hubWords } from './hub-words.ts';

/** Where each check of the core is mended if it can be done on the screen. */
const MENDED_ON: Partial<Record<Finding['check'], MendedOn>> = {
  address: 'settings',
  key: 'settings',
  scope: 'settings',
  zone: 'settings',
  queue: 'overview',
  hub: 'settings',
  pin: 'settings',
};

const WORST_FIRST: readonly CheckState[] = ['red', 'amber', 'unknown', 'green'];

/** The core's findings in the page's words, the worst first. There is nothing to say of what a kiosk doesn't have. */
export function coreLines(words: Words, findings: readonly Finding[]): CheckLine[] {
  return findings
    .flatMap((found) => (isShown(found) ? [lineOf(words, found)] : []))
    .sort((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state));
}

/** A finding that the page has words for. */
type Shown = Exclude<Finding, { check: Unshown }>;

function isShown(found: Finding): found is Shown {
  return found.check !== 'printer' && !(found.check === 'hub' && found.is === 'none');
}

function lineOf(words: Words, found: Shown): CheckLine {
  const { check } = found;
  const told = says(words, found);
  const sentences = typeof told === 'string' ? { says: told } : told;
  const mendedOn = isMendable(found) ? MENDED_ON[check] : undefined;
  return { check, state: stateOf(found), ...sentences, ...(mendedOn && { mendedOn }) };
}

/** Whether a person can do something about it. Of what could not be asked nothing is known. */
function isMendable(found: Shown): boolean {
  // Of the hub, only the join line is this device's.
  if (found.check === 'hub') return found.is === 'refused' || found.is === 'another';
  const state = stateOf(found);
  return state === 'amber' || state === 'red' || found.is === 'not-noted';
}

/** One text, or what was found and what to do about it. */
type Told = string | Pick<CheckLine, 'says' | 'does'>;

function says(words: Words, found: Shown): Told {
  switch (found.check) {
    case 'address':
      return addressWords(words, found);
    case 'key':
      return keyWords(words, found);
    case 'scope':
      return scopeWords(words, found);
    case 'clock':
      return clockWords(words, found);
    case 'zone':
      return zoneWords(words, found);
    case 'disk':
      return diskWords(words, found);
    case 'queue':
      return queueWords(words, found);
    case 'hub':
      return hubWords(words, found);
    case 'version':
      return versionWords(words, found);
    case 'pin':
      return pinWords(words, found);
    case 'power':
      return powerWords(words, found);
  }
}

function versionWords({ preflight }: Words, { is, values }: Of<'version'>): Told {
  const { found } = preflight;
  const version = text(values.version);
  switch (is) {
    case 'alone':
      return found.versionAlone({ version });
    case 'unheard':
      return found.versionUnheard({ version });
    case 'alike':
      return found.versionAlike({ version });
    case 'differs':
      return {
        says: found.versionDiffers({ version, others: text(values.others) }),
        does: found.versionDiffersDo,
      };
  }
}

type Of<C extends Finding['check']> = Extract<Finding, { check: C }>;

const text = (value: string | number | undefined) => String(value ?? '');
const number = (value: string | number | undefined) => Number(value ?? 0);

function addressWords({ preflight, facts, settings }: Words, { is }: Of<'address'>): string {
  const { found } = preflight;
  const trouble = TROUBLES.find((each) => each === is);
  if (trouble) return facts.trouble[trouble];
  switch (is) {
    case 'rate-limited':
    case 'server-trouble':
      return settings.problems[is];
    case 'unencrypted':
      return found.unencrypted;
    case 'unread':
      return found.unasked;
    default:
      return found.addressAnswers;
  }
}

function keyWords({ preflight, settings }: Words, { is, values }: Of<'key'>): string {
  const { found } = preflight;
  const conference = text(values.conference);
  switch (is) {
    case 'works':
      return settings.testPassed;
    case 'works-for':
      return found.worksFor({ conference });
    case 'other-event':
      return found.otherEvent({ conference, event: text(values.event) });
    case 'refused':
      return settings.problems.unauthorized;
    case 'conference-inactive':
      return settings.problems['conference-inactive'];
    case 'unasked':
      return found.unasked;
  }
}

function scopeWords({ preflight, settings, join }: Words, { is, values }: Of<'scope'>): string {
  const { found } = preflight;
  switch (is) {
    case 'there':
      return found.scopeThere;
    case 'one-missing':
      return (values.kinds === 'badge' ? found.onlyAttendance : found.onlyBadges)({
        setting: join.quoted({ name: settings.labels.mode }),
      });
    case 'missing':
      if (values.kinds === 'badge') return settings.problems['badges-forbidden'];
      if (values.kinds === 'attendance') return settings.problems['attendance-forbidden'];
      return settings.problems.forbidden;
    case 'untold':
      return found.untold;
    case 'unasked':
      return found.unasked;
  }
}

function clockWords(words: Words, { is, values }: Of<'clock'>): Told {
  const { found } = words.preflight;
  switch (is) {
    case 'right':
      return found.clockRight;
    case 'off':
    case 'far-off': {
      const { clockAhead, clockBehind, clockDo } = words.facts;
      const by = ageWords(words, 1000 * number(values.seconds));
      const off = values.way === 'ahead' ? clockAhead({ by }) : clockBehind({ by });
      return { says: off, does: clockDo };
    }
    case 'untold':
      return found.untold;
    case 'unasked':
      return found.unasked;
  }
}

function zoneWords({ preflight, staff }: Words, { is, values }: Of<'zone'>): string {
  const { found } = preflight;
  if (is === 'unread') return staff.noAnswer;
  const venue = { zone: text(values.zone), time: text(values.time) };
  if (is !== 'differs') return found.zoneSame(venue);
  const { machine, machineTime } = values;
  return found.zoneDiffers({ ...venue, machine: text(machine), machineTime: text(machineTime) });
}

function diskWords({ preflight, facts }: Words, { is, values }: Of<'disk'>): string {
  const { found } = preflight;
  const megabytes = number(values.megabytes);
  switch (is) {
    case 'writes':
      return found.diskWrites({ megabytes });
    case 'low':
    case 'nearly-full':
      return found.diskLow({ megabytes });
    case 'slow':
      return found.diskSlow;
    case 'no-answer':
      return facts.notSavedDo['disk-fails'];
    case 'no-folder':
    case 'unreadable':
      return facts.notSavedDo.other;
    default:
      return facts.notSavedDo[is];
  }
}

function queueWords(words: Words, { is, values }: Of<'queue'>): Told {
  const { facts, preflight, staff } = words;
  const count = number(values.count);
  switch (is) {
    case 'empty':
      return facts.queuedNone;
    case 'waiting':
      return facts.queued({ count });
    case 'old':
      return preflight.found.queueOld({ age: ageWords(words, 60_000 * number(values.minutes)) });
    case 'needs-person':
      return { says: facts.needsAttention({ count }), does: facts.needsAttentionDo };
    case 'elsewhere':
      return { says: facts.elsewhere({ count }), does: facts.elsewhereDo };
    case 'no-answer':
      return facts.notSavedDo['disk-fails'];
    case 'unread':
      return staff.noAnswer;
    default:
      return facts.notSavedDo.damaged;
  }
}

function pinWords({ preflight, pin, staff }: Words, { is }: Of<'pin'>): string {
  const { found } = preflight;
  switch (is) {
    case 'set':
      return found.pinSet;
    case 'easy':
      return found.pinEasy;
    case 'not-noted':
      return found.pinNotNoted;
    case 'none':
      return pin.problem['no-pin'];
    case 'lost':
      return pin.problem['pin-lost'];
    case 'unread':
      return staff.noAnswer;
  }
}

function powerWords({ preflight }: Words, { is }: Of<'power'>): string {
  const { found } = preflight;
  switch (is) {
    case 'awake':
      return found.powerAwake;
    case 'battery':
      return found.powerBattery;
    case 'may-sleep':
      return found.powerMaySleep;
    case 'not-known':
      return found.powerNotKnown;
  }
}
