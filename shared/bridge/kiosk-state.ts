import { z } from 'zod';
import { CODE_FORMATS } from '../scan/code-formats.ts';
import { CONNECTIONS, REASONS } from '../scan/outcome.ts';
import { MODES } from '../scan/parse-code.ts';
import { SCANNER_LAYOUTS } from '../scan/scanner-layouts.ts';
import { HANDS, LAYOUTS, THEMES } from '../settings/settings.ts';
import { LANGUAGE_CODES } from '../words/languages.ts';
import { closure } from './closure.ts';
import { COPY_PROBLEMS } from './copy.ts';
import { programme } from './programme.ts';
import { startProblem } from './start-problem.ts';
import { STORAGE_PROBLEMS } from './storage-problem.ts';
import { time } from './time.ts';

const connection = z.object({
  is: z.enum(CONNECTIONS),
  /** Unix milliseconds. */
  since: time,
  /** Why it isn't `online`. */
  reason: z.enum(REASONS).nullable(),
});

/** What every screen needs. It is pushed whenever it changes. */
export const kioskState = z.object({
  /** `setup` until the core has the settings it needs; `fault` if it can't start. */
  screen: z.enum(['setup', 'scan', 'fault']),
  /** Why it can't start; null on the other screens. */
  fault: startProblem.nullable(),
  connection,
  /** Scans not yet confirmed. */
  queued: z.number(),
  /** Scans that a person must look at: refused for good, in conflict, or failing while others pass. */
  needsAttention: z.number(),
  backlogStopped: z.boolean(),
  /** Why the last write failed; null while scans can be stored. */
  storage: z.enum(STORAGE_PROBLEMS).nullable(),
  /** Why the rolling copy can't be written; null if it can, or there is none. Visitors are shown nothing of it. */
  copyProblem: z.enum(COPY_PROBLEMS).nullable(),
  /** Whether visitors use this kiosk: everything that leads out of the page is disabled. */
  locked: z.boolean(),
  /** Whether somebody has opened the page in a browser of their own, which the kiosk can't keep on the screen. */
  openedByHand: z.boolean(),
  /** Null while this entrance is open to visitors. */
  closure: closure.nullable(),
  /** Whether this device has joined a venue's hub. */
  hasHub: z.boolean(),
  /** When this device last passed the check before the doors open; null if that is not known. */
  checkPassedAt: time.nullable(),
  display: z.object({
    eventName: z.string().nullable(),
    location: z.string().nullable(),
    /** Where people with a problem are sent; null for the registration desk, in the words of the screen. */
    desk: z.string().nullable(),
    scannerSide: z.enum(['top', 'bottom', 'left', 'right']),
    codePattern: z.string(),
    /** The language of the screen, unless a visitor has chosen another one. */
    language: z.enum(LANGUAGE_CODES),
    /** The languages that visitors may choose. */
    offeredLanguages: z.array(z.enum(LANGUAGE_CODES)).readonly(),
    theme: z.enum(THEMES),
    /** The organiser's colour, as chosen; null for the kiosk's own. */
    accent: z.string().nullable(),
    /** The path of the organiser's logo, relative to the page; null if staff have chosen none. */
    logo: z.string().nullable(),
    hand: z.enum(HANDS),
    layout: z.enum(LAYOUTS),
    /** Whether a result stays until the next scan. */
    resultsStay: z.boolean(),
    /** Whether nobody's name is shown, not even of those scanned before this was set. */
    hideNames: z.boolean(),
    /** The venue's zone, an IANA name. Every time on the screen is shown in it. */
    timeZone: z.string(),
  }),
  /** Null as long as nothing is known of the event, or if the key may not read it. */
  programme: programme.nullable(),
  /** How loud the sounds are, from 0 to 1, and whether results are spoken. */
  sound: z.object({ volume: z.number(), speech: z.boolean() }),
  /** How to use this device's camera. */
  camera: z.object({
    /** The name of the chosen camera; null to use any. */
    name: z.string().nullable(),
    formats: z.array(z.enum(CODE_FORMATS)).readonly(),
    /** The camera rests after this long without a scan; null for never. */
    restAfterMs: z.number().nullable(),
  }),
  /** How to read this device's scanners. */
  scanner: z.object({
    mode: z.enum(MODES),
    prefix: z.string(),
    suffix: z.string(),
    layout: z.enum(SCANNER_LAYOUTS),
    /** These tell a wedge scanner from a person: the longest and the mean gap between two keys in ms, and a length. */
    gapMs: z.number(),
    meanMs: z.number(),
    minLength: z.number(),
    baudRate: z.number(),
    /** The USB ids of the serial scanners that staff have added. */
    serial: z.array(z.string()).readonly(),
  }),
});

export type KioskState = z.infer<typeof kioskState>;
export type CameraSettings = KioskState['camera'];
export type ScannerSettings = KioskState['scanner'];
