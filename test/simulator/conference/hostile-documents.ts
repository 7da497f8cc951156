import type { Entry } from './conference.ts';

const HOUR_MS = 3_600_000;
/** Turns the direction of what follows it. */
const OVERRIDE = '\u202e';

/** A site document in which every value is something other than it should be. */
export const HOSTILE_SITE: Entry = {
  name: `Harbour\u0000\u0007\u001b[2J ${OVERRIDE}ecnerefnoC <script>alert(1)</script> ${'very '.repeat(20_000)}long`,
  tagline: { nested: ['not', 'a', 'text'] },
  logo_url: 'file:///etc/passwd',
  cover_image_url: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  primary_color: 'url(javascript:alert(1))',
  accent_color: '#fff;}body{display:none',
  timezone: '../../etc/localtime',
  start_date: '9999-99-99',
  end_date: -1,
  ['__proto__']: { polluted: true },
};

/** A programme of sessions that no calendar should have. `now` is in Unix milliseconds. */
export function hostileEvents(now: number): readonly unknown[] {
  const start_at = new Date(now - HOUR_MS).toISOString();
  const end_at = new Date(now + HOUR_MS).toISOString();
  return [
    null,
    'a text',
    [],
    {},
    { title: 'Without times' },
    { title: 'Ends before it starts', start_at: end_at, end_at: start_at },
    { title: 'Never ends', start_at, end_at: 'tomorrow, perhaps' },
    {
      title: `${OVERRIDE}desrever\u0000`,
      start_at,
      end_at,
      venue: { name: '\u2028\u2029'.repeat(500) },
    },
    { title: 'x'.repeat(100_000), start_at, end_at, venue: 'a text', speakers: 'nobody' },
    { title: 7, start_at: 7, end_at: {}, venue: [], speakers: {} },
    ...Array.from({ length: 400 }, (_, index) => ({ title: `At once ${index}`, start_at, end_at })),
  ];
}
