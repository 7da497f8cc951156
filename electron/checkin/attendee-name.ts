/** A name longer than this is no name, and no screen has room for it. */
const MAX_LENGTH = 80;

/** Where an answer may carry the person: Confera documents none of it. */
const HOLDERS = ['attendee', 'participant', 'person', 'badge', 'holder', 'user', 'data'];
const FULL_NAMES = ['name', 'fullName', 'full_name', 'displayName', 'display_name'];

/** The person's name in a check-in's answer, where one of the usual fields has it; else null. */
export function attendeeName(body: Record<string, unknown>): string | null {
  const holders = [body, ...HOLDERS.map((key) => body[key])];
  for (const holder of holders) {
    if (typeof holder !== 'object' || holder === null) continue;
    const name = nameIn(holder as Record<string, unknown>);
    if (name) return name;
  }
  return null;
}

function nameIn(holder: Record<string, unknown>): string | null {
  for (const field of FULL_NAMES) {
    const name = clean(holder[field]);
    if (name) return name;
  }
  const first = clean(holder.firstName ?? holder.first_name);
  const last = clean(holder.lastName ?? holder.last_name);
  return first && last ? `${first} ${last}` : first || last || null;
}

function clean(value: unknown): string {
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return '';
  // Direction overrides could turn the rest of the screen's line around.
  return value.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
