// How one device of the venue is told of.
import type { VenueDevice } from '../../../../shared/bridge/venue.ts';
import type { CheckState } from '../../../../shared/preflight/findings.ts';
import { ageWords } from '../../../words/age.ts';
import type { Words } from '../../../words/words.ts';

/** Up to this difference nobody calls a clock wrong, milliseconds. */
const CLOCK_TOLERANCE_MS = 2 * 60_000;

/** What a cell of the table says, and whether that is something to look at. */
export type Cell = { say: string; detail: string | null; isBad: boolean };

export type Note = { say: string; isBad: boolean };

/** One device as the table shows it. */
export type DeviceLine = {
  deviceId: string;
  /** Who it is on the hub. */
  hubId: string;
  /** The name of its place; null if it has none. */
  location: string | null;
  isThis: boolean;
  /** How it is, apart from what its cells and notes say. */
  state: CheckState;
  /** The state in words, and for how long. */
  says: string;
  waiting: Cell;
  lastScan: Cell;
  storage: Cell;
  clock: Cell;
  version: string;
  /** What else there is to know of it. */
  notes: Note[];
};

const STATES: readonly CheckState[] = ['red', 'amber', 'unknown', 'green'];

/** The devices of the venue, the worst first; those that are alike by their place and name. */
export function deviceLines(words: Words, devices: readonly VenueDevice[]): DeviceLine[] {
  const collator = new Intl.Collator(words.language, { numeric: true });
  const nameOf = ({ location, deviceId }: DeviceLine) => `${location ?? ''} ${deviceId}`;
  return devices
    .map((device) => deviceLine(words, device))
    .sort(
      (a, b) =>
        STATES.indexOf(worstOf(a)) - STATES.indexOf(worstOf(b)) ||
        collator.compare(nameOf(a), nameOf(b)),
    );
}

function worstOf({ state, storage, clock, notes }: DeviceLine): CheckState {
  return [storage, clock, ...notes].some(({ isBad }) => isBad) ? 'red' : state;
}

function deviceLine(words: Words, device: VenueDevice): DeviceLine {
  const { deviceId, hubId, location, isThis, version } = device;
  const waiting = waitingCell(words, device);
  const lastScan = lastScanCell(words, device);
  const storage = storageCell(words, device);
  const clock = clockCell(words, device);
  const { state, says } = presenceOf(words, device);
  const notes = notesOf(words, device);
  return {
    deviceId,
    hubId,
    location,
    isThis,
    version,
    state,
    says,
    waiting,
    lastScan,
    storage,
    clock,
    notes,
  };
}

function presenceOf(
  words: Words,
  { presence, heardMs, connection }: VenueDevice,
): Pick<DeviceLine, 'state' | 'says'> {
  const age = ageWords(words, heardMs);
  if (presence === 'gone') return { state: 'red', says: words.venue.silentFor({ age }) };
  if (presence === 'unknown') return { state: 'unknown', says: words.venue.heardAgo({ age }) };
  const states = { online: 'green', offline: 'amber', blocked: 'red' } as const;
  return { state: states[connection], says: words.facts.connection[connection] };
}

function waitingCell(words: Words, { queued, oldestMs }: VenueDevice): Cell {
  const age = oldestMs === null ? null : ageWords(words, oldestMs);
  const detail = queued === 0 || age === null ? null : words.staff.since({ age });
  return { say: words.number(queued), detail, isBad: false };
}

function lastScanCell(words: Words, { lastScanMs }: VenueDevice): Cell {
  const age = lastScanMs === null ? null : ageWords(words, lastScanMs);
  const say = age === null ? words.venue.noScan : words.staff.ago({ age });
  return { say, detail: null, isBad: false };
}

function storageCell({ venue, facts }: Words, { storage }: VenueDevice): Cell {
  if (storage === null) return { say: venue.storageWorks, detail: null, isBad: false };
  return { say: facts.notSaved, detail: facts.notSavedDo[storage], isBad: true };
}

function clockCell(words: Words, { clockAheadMs }: VenueDevice): Cell {
  const say = words.venue.clock;
  if (clockAheadMs === null) return { say: say.unknown, detail: null, isBad: false };
  const off = Math.abs(clockAheadMs);
  if (off <= CLOCK_TOLERANCE_MS) return { say: say.right, detail: null, isBad: false };
  const by = ageWords(words, off);
  return {
    say: clockAheadMs > 0 ? say.ahead({ by }) : say.behind({ by }),
    detail: null,
    isBad: true,
  };
}

function notesOf({ venue: say }: Words, device: VenueDevice): Note[] {
  const { sharesJoin, formerId, letInTwice } = device;
  return [
    ...(sharesJoin ? [{ say: say.sharesJoin, isBad: true }] : []),
    ...(formerId === null ? [] : [{ say: say.formerName({ name: formerId }), isBad: false }]),
    ...(letInTwice > 0 ? [{ say: say.twice({ count: letInTwice }), isBad: false }] : []),
  ];
}
