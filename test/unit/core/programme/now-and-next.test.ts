import { describe, expect, it } from 'vitest';
import type { Session } from '../../../../electron/core/programme/documents.ts';
import { nowAndNext } from '../../../../electron/core/programme/now-and-next.ts';
import { momentOf } from '../../../../electron/core/programme/venue-time.ts';

const DAY = '2026-02-03';
const ZONE = 'Asia/Karachi';
const NOWHERE = { location: null, rooms: [] };

/** A moment: a time of the day, or a whole time. */
const moment = (text: string, zone = ZONE) => {
  const at = momentOf(text.length === 5 ? `${DAY}T${text}` : text, zone);
  if (at === null) throw new Error(text);
  return at;
};

/** A session from one time to another; `?` stands for an end that isn't known. */
const session = (title: string, from: string, to: string, room: string | null = null): Session => ({
  title,
  room,
  startsAt: moment(from),
  endsAt: to === '?' ? null : moment(to),
});

const OPENING = session('Opening', '09:00', '10:00', 'Main hall');
const TIDES = session('Tides', '10:00', '11:00', 'Main hall');
const COASTS = session('Coasts', '10:00', '11:30', 'Studio');
const LATE = session('Late', '23:30', '2026-02-04T01:00', 'Main hall');
const TOMORROW = session('Tomorrow', '2026-02-04T09:00', '2026-02-04T10:00', 'Studio');
const DAYS = [TOMORROW, LATE, COASTS, TIDES, OPENING];

const titles = (sessions: readonly Session[]) => sessions.map(({ title }) => title).join(', ');

describe('What is on, and what comes next', () => {
  // The moment, what is on, what comes next, and when that changes.
  it.each<[string, string, string, string, string]>([
    [
      'the evening before',
      '2026-02-02T21:00',
      '',
      'Opening, Coasts, Tides',
      '23:30 the day before',
    ],
    ['before it begins', '08:59', '', 'Opening, Coasts, Tides, Late', '09:00'],
    ['as it begins', '09:00', 'Opening', 'Coasts, Tides, Late, Tomorrow', '10:00'],
    ['as one ends and others begin', '10:00', 'Coasts, Tides', 'Late, Tomorrow', '11:00'],
    ['when one of two has ended', '11:00', 'Coasts', 'Late, Tomorrow', '11:30'],
    ['in a pause', '12:00', '', 'Late, Tomorrow', '23:30'],
    ['over midnight', '2026-02-04T00:30', 'Late', 'Tomorrow', '01:00 the day after'],
    ['at night', '2026-02-04T02:00', '', 'Tomorrow', '09:00 the day after'],
    ['after everything', '2026-02-04T10:00', '', '', 'never'],
  ])('%s', (_, at, now, next, changes) => {
    const found = nowAndNext(DAYS, NOWHERE, moment(at));
    expect([titles(found.now), titles(found.next)]).toEqual([now, next]);
    const [time = '', , day = ''] = /^(\S+)( the day (\w+))?$/.exec(changes)?.slice(1) ?? [];
    const date = { before: '2026-02-02', after: '2026-02-04', '': DAY }[day];
    expect(found.changesAt).toBe(time === 'never' ? null : moment(`${date}T${time}`));
  });

  it('is what is on in this room, if the event has a room of this name', () => {
    const at = moment('10:00');
    const on = (location: string | null, rooms: string[] = []) =>
      titles(nowAndNext(DAYS, { location, rooms }, at).now);
    expect(on('Studio')).toBe('Coasts');
    expect(on(' main HALL ')).toBe('Tides');
    expect(on('Library', ['Library', 'Studio'])).toBe('');
    expect(on('gate-a')).toBe('Coasts, Tides');
    expect(on('')).toBe('Coasts, Tides');
    expect(on(null)).toBe('Coasts, Tides');
  });

  it('is over after an hour, or as the next one begins in the room, if the end is not known', () => {
    const open = session('Open', '09:00', '?', 'Main hall');
    const next = session('Next', '09:30', '10:30', 'Main hall');
    const elsewhere = session('Elsewhere', '09:15', '?', 'Studio');
    const on = (sessions: Session[], at: string) =>
      titles(nowAndNext(sessions, NOWHERE, moment(at)).now);
    expect(on([open], '09:59')).toBe('Open');
    expect(on([open], '10:00')).toBe('');
    expect(on([open, next], '09:29')).toBe('Open');
    expect(on([open, next], '09:30')).toBe('Next');
    expect(on([open, elsewhere], '09:45')).toBe('Open, Elsewhere');
    const together = session('Together', '09:00', '?', 'Main hall');
    expect(on([open, together, next], '09:29')).toBe('Open, Together');
    expect(on([next, together, open], '09:30')).toBe('Next');
    expect(on([session('A', '09:00', '?'), session('B', '09:30', '?')], '09:45')).toBe('A, B');
  });

  it('shows both of two that overlap in one room', () => {
    const sessions = [session('A', '09:00', '11:00', 'R'), session('B', '10:00', '12:00', 'R')];
    expect(titles(nowAndNext(sessions, NOWHERE, moment('10:30')).now)).toBe('A, B');
  });

  it('is bounded', () => {
    const many = Array.from({ length: 50 }, (_, n) => session(`S${n}`, '09:00', '10:00'));
    expect(nowAndNext(many, NOWHERE, moment('09:30')).now).toHaveLength(12);
    expect(nowAndNext(many, NOWHERE, moment('08:30')).next).toHaveLength(6);
  });

  it('goes by moments, so a clock change in the night moves nothing', () => {
    // In Berlin 01:30 to 03:30 is an hour on this night.
    const from = moment('2026-03-29T01:30', 'Europe/Berlin');
    const to = moment('2026-03-29T03:30', 'Europe/Berlin');
    const night = { title: 'Night', room: null, startsAt: from, endsAt: to };
    expect(to - from).toBe(60 * 60_000);
    expect(nowAndNext([night], NOWHERE, from + 59 * 60_000).now).toHaveLength(1);
    expect(nowAndNext([night], NOWHERE, to).now).toHaveLength(0);
  });

  it('is nothing without sessions', () => {
    expect(nowAndNext([], NOWHERE, moment('09:00'))).toEqual({
      now: [],
      next: [],
      changesAt: null,
    });
  });
});
