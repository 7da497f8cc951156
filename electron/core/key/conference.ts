/** Where an answer may name its conference. Confera documents none of them; an id tells more than a name. */
const FIELDS = ['id', 'slug', 'name', 'title'];
const ID_FIELDS = ['conferenceId', 'conference_id'];

/**
 * Finds which conference an answer of `health` is about; null if it doesn't say. Two of these texts can be compared if
 * the same server gave both.
 */
export function conferenceOf(body: Record<string, unknown>): string | null {
  for (const holder of [body, asObject(body.data)]) {
    const { conference } = holder;
    const named = asObject(conference);
    const told = [
      ...ID_FIELDS.map((field) => holder[field]),
      ...FIELDS.map((field) => named[field]),
      conference,
    ].find((value) => (typeof value === 'string' && value !== '') || typeof value === 'number');
    if (told !== undefined) return String(told);
  }
  return null;
}

/** Finds the name of the conference that an answer of `health` is about, as its organiser wrote it; null if it says none. */
export function conferenceNameOf(body: Record<string, unknown>): string | null {
  for (const holder of [body, asObject(body.data)]) {
    const { name, title } = asObject(holder.conference);
    const told = [name, title].find((value) => typeof value === 'string' && value !== '');
    if (typeof told === 'string') return told;
  }
  return null;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
