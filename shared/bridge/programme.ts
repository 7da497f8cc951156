import { z } from 'zod';
import { time } from './time.ts';

/** One item of the event's programme. */
const programmeSession = z.object({
  title: z.string(),
  /** The room's name, where Confera has given one. */
  room: z.string().nullable(),
  startsAt: time,
  /** Null if Confera hasn't said when it ends. */
  endsAt: time.nullable(),
});

/** What the idle screen shows of the event. All of its texts are cleaned and bounded. */
export const programme = z.object({
  /** The event's name. */
  name: z.string().nullable(),
  /** The path of the event's logo, relative to the page. */
  logo: z.string().nullable(),
  /** As `#rgb` or `#rrggbb`. */
  colours: z.object({ primary: z.string().nullable(), accent: z.string().nullable() }),
  /** The sessions that are on, by their start. */
  now: z.array(programmeSession).readonly(),
  /** The sessions that begin next, by their start. */
  next: z.array(programmeSession).readonly(),
  /**
   * When Confera gave the newest part of this, or else the oldest one of those that could not be renewed; in Unix
   * milliseconds by this device's clock.
   */
  asOf: time,
  /** Whether it should have been renewed by now and could not be. */
  stale: z.boolean(),
});

export type Programme = z.infer<typeof programme>;
export type ProgrammeSession = z.infer<typeof programmeSession>;
