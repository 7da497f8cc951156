import { z } from 'zod';
import { CODE_FORMATS } from '../scan/code-formats.ts';
import { CONNECTIONS, KINDS, OUTCOMES, REASONS } from '../scan/outcome.ts';
import { MODES } from '../scan/parse-code.ts';
import { SCANNER_LAYOUTS } from '../scan/scanner-layouts.ts';
import { SCREEN_SETTINGS } from '../settings/screen-settings.ts';
import { SETTING_SOURCES, settingName, settingProblem } from '../settings/setting-problem.ts';
import { CONNECTION_PROBLEMS } from './connection-problem.ts';
import { startProblem } from './start-problem.ts';
import { STORAGE_PROBLEMS } from './storage-problem.ts';
import { TROUBLES } from './trouble.ts';

/** Where a code came from. */
const SCAN_SOURCES = ['wedge', 'camera', 'typed', 'hid', 'serial'] as const;
export type ScanSource = (typeof SCAN_SOURCES)[number];

/**
 * How the app shows its window on Linux: `xwayland` is the X server of a Wayland session. On `wayland` itself no app
 * can choose its display or stay in front.
 */
const WINDOW_SYSTEMS = ['x11', 'xwayland', 'wayland'] as const;
export type WindowSystem = (typeof WINDOW_SYSTEMS)[number];

const time = z.number();

const scanResult = z.object({
  scanId: z.string().nullable(),
  outcome: z.enum(OUTCOMES),
  kind: z.enum(KINDS).nullable(),
  day: z.string().nullable(),
  reason: z.enum(REASONS).nullable(),
  /** The person's name, where Confera gave one. */
  name: z.string().nullable(),
});

const connection = z.object({
  is: z.enum(CONNECTIONS),
  /** Unix milliseconds. */
  since: time,
  /** Why it isn't `online`. */
  reason: z.enum(REASONS).nullable(),
});

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
const programme = z.object({
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

/** What every screen needs. It is pushed whenever it changes. */
const kioskState = z.object({
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
  /** Whether visitors use this kiosk: everything that leads out of the page is disabled. */
  locked: z.boolean(),
  display: z.object({
    eventName: z.string().nullable(),
    location: z.string().nullable(),
    /** Where people with a problem are sent; null for the registration desk, in the words of the screen. */
    desk: z.string().nullable(),
    scannerSide: z.enum(['top', 'bottom', 'left', 'right']),
    codePattern: z.string(),
    /** The venue's zone, an IANA name. Every time on the screen is shown in it. */
    timeZone: z.string(),
  }),
  /** Null as long as nothing is known of the event, or if the key may not read it. */
  programme: programme.nullable(),
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

/** One line of the settings form. It never contains the value of a secret. */
const settingView = z.object({
  name: settingName,
  value: z.string().nullable(),
  /** Whether a secret, whose value isn't shown, is set. */
  isSet: z.boolean(),
  source: z.enum(SETTING_SOURCES),
  /** False if a flag or the environment gives it. */
  editable: z.boolean(),
});

const scanEntry = z.object({
  scanId: z.string(),
  /** At most the last four characters. */
  codeTail: z.string(),
  kind: z.enum(KINDS),
  state: z.enum(['pending', 'sending', 'done', 'rejected', 'attention']),
  outcome: z.enum(OUTCOMES).nullable(),
  reason: z.enum(REASONS).nullable(),
  attempts: z.number(),
  scannedAt: time,
  settledAt: time.nullable(),
  /** Confera refused it, and a person may still send it again or put it away. */
  refused: z.boolean(),
});

const nothing = z.object({});
const done = z.object({ ok: z.literal(true) });
/** Staff have to enter their PIN first. */
const locked = z.object({ ok: z.literal(false), problem: z.literal('locked') });
/** The core isn't running: it is restarting, or it can't start. The PIN makes no difference to that. */
const notRunning = z.object({ ok: z.literal(false), problem: z.literal('not-running') });
/** The scans of this device can't be read. */
const unreadable = z.object({ ok: z.literal(false), problem: z.literal('unreadable') });
/** Scans are waiting, so the screen asks what should become of them. The count is null if it can't be known. */
const scansWaiting = z.object({
  ok: z.literal(false),
  problem: z.literal('scans-waiting'),
  count: z.number().nullable(),
});
const badSetting = z.object({
  ok: z.literal(false),
  problem: z.literal('bad-setting'),
  ...settingProblem.shape,
});

type Schema = z.ZodType;

/** A method that every screen may call at any time. */
const anyone = <I extends Schema, O extends Schema>(input: I, output: O) => ({
  mayCall: 'anyone' as const,
  input,
  output,
});

/** A method for staff, and for whoever sets up a new device, which has no PIN yet. */
const setup = <I extends Schema, const O extends readonly Schema[]>(input: I, ...outputs: O) => ({
  mayCall: 'setup' as const,
  input,
  output: z.union([...outputs, locked]),
});

/** A method for staff alone. */
const staff = <I extends Schema, const O extends readonly Schema[]>(input: I, ...outputs: O) => ({
  mayCall: 'staff' as const,
  input,
  output: z.union([...outputs, locked]),
});

/** Why a connection test failed; the screen has its own words for each. */
const connectionProblem = z.enum(CONNECTION_PROBLEMS);

/**
 * Everything that crosses between the core and a screen: who may call each method, and what goes in and comes out.
 *
 * The Electron IPC, the preload, the loopback transport and the screen's client are derived from this object, and
 * `answerBridgeCall` enforces `mayCall` for all of them.
 *
 * The key goes in through `testConnection` and `saveSettings`, and no output has room for it. Expected failures are
 * part of an answer, because a thrown error loses its type on the way.
 */
export const bridge = {
  methods: {
    getState: anyone(nothing, kioskState),
    /** Answers `pulse`. */
    alive: anyone(
      z.object({
        /** Visitors should be able to use the page but can't: another window has the focus and may cover it. */
        covered: z.boolean(),
      }),
      done,
    ),
    scan: anyone(z.object({ raw: z.string().max(8192), source: z.enum(SCAN_SOURCES) }), scanResult),
    getSettings: setup(
      nothing,
      z.object({
        ok: z.literal(true),
        settings: z.array(settingView),
        /** What protects the key on this machine. */
        keyProtection: z.enum(['keyring', 'file']),
        pinIsSet: z.boolean(),
        /** The first few files in the data folder that aren't the kiosk's, by name. A wipe leaves them alone. */
        strangers: z.array(z.string()),
      }),
    ),
    /**
     * Tries the address with the given key, or with the current one if none is given, for what the device is to check in.
     */
    testConnection: setup(
      z.object({
        baseUrl: z.string().max(2048),
        apiKey: z.string().max(512).nullable(),
        mode: z.string().max(512),
      }),
      done,
      z.object({ ok: z.literal(false), problem: connectionProblem }),
      badSetting,
    ),
    saveSettings: setup(
      z.object({
        /** Texts as typed; an empty one means the default. */
        values: z.partialRecord(z.enum(SCREEN_SETTINGS), z.string().max(2048)),
        /** What becomes of the scans that wait for the old address when the address changes. */
        waitingScans: z.enum(['keep', 'exported']).nullable(),
        /** Save a new key although it can't be tested now. It is tested first all the same. */
        untestedKey: z.boolean().optional(),
      }),
      done,
      badSetting,
      /** The new key failed its test, so nothing was changed. */
      z.object({
        ok: z.literal(false),
        problem: z.literal('key-not-taken'),
        why: connectionProblem,
        /** Whether it may be saved without a test: Confera refuses the old key, and can't be asked about this one. */
        mayGoUntested: z.boolean(),
      }),
      /** The address changes, and scans still wait for the old one. */
      scansWaiting,
      /** Nothing was changed. */
      z.object({ ok: z.literal(false), problem: z.literal('not-written') }),
      notRunning,
    ),
    /** Locks the staff area, then opens it if the PIN is right. */
    unlockStaff: anyone(
      z.object({ pin: z.string().max(32) }),
      z.union([
        done,
        /** It was locked again, or another PIN was entered, while this PIN was being checked. */
        locked,
        z.object({ ok: z.literal(false), problem: z.literal('wrong-pin'), waitMs: z.number() }),
        z.object({ ok: z.literal(false), problem: z.literal('no-pin') }),
        /** A PIN was set, but its file is damaged. */
        z.object({ ok: z.literal(false), problem: z.literal('pin-lost') }),
      ]),
    ),
    lockStaff: anyone(nothing, done),
    /** Keeps the staff area open for somebody who calls nothing else, for example while they type into a form. */
    stayOpen: setup(nothing, done),
    getStaffOverview: {
      ...staff(
        nothing,
        z.object({
          ok: z.literal(true),
          deviceId: z.string(),
          version: z.string(),
          /** Null where the app isn't on Linux, and for a kiosk in a browser, whose window isn't the kiosk's own. */
          windowSystem: z.enum(WINDOW_SYSTEMS).nullable(),
          /** Whether a setting names the kiosk's display. */
          displayIsChosen: z.boolean(),
          baseUrl: z.string(),
          /** Whether the key comes with each start, so that it can't be changed on the screen. */
          keyIsGiven: z.boolean(),
          counts: z.object({
            pending: z.number(),
            done: z.number(),
            rejected: z.number(),
            attention: z.number(),
          }),
          queuedElsewhere: z.number(),
          oldestPendingAt: time.nullable(),
          lastAnswerAt: time.nullable(),
          /** What last stood between this device and Confera; `over` once Confera has answered since. */
          trouble: z
            .object({
              is: z.enum(TROUBLES),
              /** The HTTP status that something on the way answered with, if it did. */
              status: z.number().nullable(),
              at: time,
              over: z.boolean(),
            })
            .nullable(),
          /** How far this device's clock is ahead of Confera's; null if it is right or nothing is known. */
          clockMinutesAhead: z.number().nullable(),
          /** Damaged databases that were set aside, with what was carried over from each; oldest first. */
          salvages: z.array(
            z.object({
              at: time,
              /** The folder's name in the data folder; gone from this list once it is removed. */
              folder: z.string(),
              carriedOver: z.number(),
              lost: z.number(),
              moreFeared: z.boolean(),
            }),
          ),
          /** Damaged files of the data folder that were set aside and are still there, without `.json`. */
          damagedFiles: z.array(z.enum(['device', 'settings', 'staff'])),
          /** Newest first. */
          recent: z.array(scanEntry),
          /** The scans that a person must look at, oldest first. */
          attention: z.array(scanEntry),
        }),
        notRunning,
      ),
      /** The page calls this on its own every few seconds, so a call doesn't keep the staff area open. */
      isPolled: true,
    },
    /** Sends rejected scans, and those that need attention, again: one of them, or all. */
    sendAgain: staff(
      z.object({ scanId: z.string().nullable() }),
      z.object({ ok: z.literal(true), count: z.number() }),
      notRunning,
    ),
    /** Puts away one refused scan: it isn't sent again, and its code is erased. */
    dismiss: staff(z.object({ scanId: z.string() }), done, notRunning),
    /** Continues a stopped backlog without sending rejected scans again. */
    resumeBacklog: staff(nothing, done, notRunning),
    /** The scans that wait or need a person, as CSV for the organiser. */
    exportWaiting: staff(
      nothing,
      z.object({
        ok: z.literal(true),
        fileName: z.string(),
        /** The page hands this to the browser; null if it is saved already. */
        csv: z.string().nullable(),
        /** The path where the shell has saved it; null in a browser, which saves it itself. */
        savedAs: z.string().nullable(),
        /** False if the database is damaged and holds more than could be read. */
        complete: z.boolean(),
      }),
      /** The shell could not save the file in this folder. */
      z.object({ ok: z.literal(false), problem: z.literal('not-saved'), folder: z.string() }),
      unreadable,
      notRunning,
    ),
    /**
     * Deletes the key, the settings, the PIN and all scans of this device. Scans that aren't confirmed yet or need a
     * person are deleted only if `loseWaiting` says so.
     */
    wipeDevice: staff(
      z.object({ loseWaiting: z.boolean() }),
      done,
      scansWaiting,
      /** The key comes from flags or the environment, so it would be back at once. */
      z.object({ ok: z.literal(false), problem: z.literal('given-from-outside') }),
      z.object({
        ok: z.literal(false),
        problem: z.literal('not-wiped'),
        /** Whether the key is gone: it is deleted first. */
        keyIsGone: z.boolean(),
      }),
      notRunning,
    ),
    /** Ends the app, where a screen may end it. */
    leave: setup(nothing, done, z.object({ ok: z.literal(false), problem: z.literal('not-here') })),
  },
  events: {
    state: kioskState,
    /** The final outcome of a scan that was told as queued or attention. */
    settled: z.object({ scanId: z.string(), outcome: z.enum(OUTCOMES) }),
    /** Asks the page whether it is alive. Each face sends this to its own pages. */
    pulse: nothing,
  },
} as const;

export type Bridge = typeof bridge;
export type BridgeMethod = keyof Bridge['methods'];
/** Who may call a method: `anyone`; `setup`, which is staff and whoever sets up a new device; or `staff` alone. */
export type MayCall = Bridge['methods'][BridgeMethod]['mayCall'];
/** The methods of one kind of caller. */
export type CallableBy<W extends MayCall> = {
  [M in BridgeMethod]: Bridge['methods'][M]['mayCall'] extends W ? M : never;
}[BridgeMethod];
export type BridgeEvent = keyof Bridge['events'];
export type BridgeInput<M extends BridgeMethod> = z.infer<Bridge['methods'][M]['input']>;
export type BridgeOutput<M extends BridgeMethod> = z.infer<Bridge['methods'][M]['output']>;
export type BridgeEventData<E extends BridgeEvent> = z.infer<Bridge['events'][E]>;

export type KioskState = z.infer<typeof kioskState>;
export type Programme = NonNullable<KioskState['programme']>;
export type ProgrammeSession = Programme['now'][number];
export type CameraSettings = KioskState['camera'];
export type ScannerSettings = KioskState['scanner'];
export type ScanAnswer = z.infer<typeof scanResult>;
export type SettingView = z.infer<typeof settingView>;
export type ScanEntry = z.infer<typeof scanEntry>;
export type ConnectionProblem = z.infer<typeof connectionProblem>;

export const BRIDGE_METHODS = Object.keys(bridge.methods) as BridgeMethod[];
export const BRIDGE_EVENTS = Object.keys(bridge.events) as BridgeEvent[];

/** The core's side: one function for each method. Who may call it has been checked before. */
export type BridgeHandlers = {
  [M in BridgeMethod]: (input: BridgeInput<M>) => Promise<BridgeOutput<M>> | BridgeOutput<M>;
};

/** The screen's side: what a transport provides. It carries plain data and doesn't know what the data means. */
export type BridgeTransport = {
  call: (method: BridgeMethod, input: unknown) => Promise<unknown>;
  /**
   * Delivers every event, by its name.
   *
   * @returns a function that ends the subscription
   */
  subscribe: (listener: (event: string, data: unknown) => void) => () => void;
  /** Tells the listener when the core can't be reached any more, and when it can again. */
  onReachable: (listener: (reachable: boolean) => void) => () => void;
};

export type BridgeClient = {
  [M in BridgeMethod]: (input: BridgeInput<M>) => Promise<BridgeOutput<M>>;
} & {
  on: <E extends BridgeEvent>(event: E, listener: (data: BridgeEventData<E>) => void) => () => void;
  onReachable: BridgeTransport['onReachable'];
};
