/** One entry of a list, or a document, as Confera would send it. The fields are as free as JSON. */
export type Entry = Readonly<Record<string, unknown>>;

/** What the read endpoints tell about. Lists may be in any order, and hold what isn't published yet. */
export interface Conference {
  readonly site: Entry;
  readonly events: readonly Entry[];
  readonly workshops: readonly Entry[];
  readonly venues: readonly Entry[];
  readonly speakers: readonly Entry[];
  readonly exhibits: readonly Entry[];
  /** Ticket types, payment methods, fields and the open phase. */
  readonly registrationConfig: Entry;
  readonly registrations: readonly Entry[];
}

/** The published entries, the earliest `start_at` first. One with the status `draft` isn't published. */
export function schedule(entries: readonly Entry[]): readonly Entry[] {
  return published(entries).toSorted((one, other) => timeOf(one.start_at) - timeOf(other.start_at));
}

/** Sorted by `name`, as venues and speakers are. */
export function byName(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((one, other) =>
    String(one.name ?? '').localeCompare(String(other.name ?? ''), 'en'),
  );
}

/** The published entries, the latest `created_at` first, as exhibits are. */
export function newestFirst(entries: readonly Entry[]): readonly Entry[] {
  return published(entries).toSorted(
    (one, other) => timeOf(other.created_at) - timeOf(one.created_at),
  );
}

function published(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ status }) => status !== 'draft');
}

/** Unix milliseconds. What is no time comes as if it were long ago. */
function timeOf(value: unknown): number {
  const time = Date.parse(String(value));
  return Number.isNaN(time) ? 0 : time;
}
