import { z } from 'zod';
import { CODE_FORMATS } from '../scan/code-formats.ts';
import { CONNECTIONS, KINDS, OUTCOMES, REASONS } from '../scan/outcome.ts';
import { MODES } from '../scan/parse-code.ts';
import { SCANNER_LAYOUTS } from '../scan/scanner-layouts.ts';
import { SCREEN_SETTINGS, SETTINGS, type SettingName } from '../settings/settings.ts';
import { STORAGE_PROBLEMS } from './storage-problem.ts';
import { TROUBLES } from './trouble.ts';

/** Where a code came from. */
const SCAN_SOURCES = ['wedge', 'camera', 'typed', 'hid', 'serial'] as const;
export type ScanSource = (typeof SCAN_SOURCES)[number];

const time = z.number();
const settingName = z.enum(Object.keys(SETTINGS) as [SettingName, ...SettingName[]]);

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

/** What every screen needs, pushed whenever it changes. */
const kioskState = z.object({
  /** `setup` until the settings that the core can't do without are there; `fault` where it can't start. */
  screen: z.enum(['setup', 'scan', 'fault']),
  /** One plain sentence; `fault` only. */
  fault: z.string().nullable(),
  connection,
  /** Scans not yet confirmed. */
  queued: z.number(),
  /** Scans that a person must look at: refused for good, conflicting, or failing alone. */
  needsAttention: z.number(),
  backlogStopped: z.boolean(),
  /** Why the latest write failed; null while scans can be stored. */
  storage: z.enum(STORAGE_PROBLEMS).nullable(),
  /** Whether visitors stand at it: what leads out of the page is taken away. */
  locked: z.boolean(),
  display: z.object({
    eventName: z.string().nullable(),
    location: z.string().nullable(),
    desk: z.string(),
    scannerSide: z.enum(['top', 'bottom', 'left', 'right']),
    codePattern: z.string(),
    /** The venue's, an IANA name: every time that is shown goes by it. */
    timeZone: z.string(),
  }),
  /** How this device's camera is to be used. */
  camera: z.object({
    /** The chosen one's name; null for whichever there is. */
    name: z.string().nullable(),
    formats: z.array(z.enum(CODE_FORMATS)).readonly(),
    /** How long nobody must have come before it rests; null for never. */
    restAfterMs: z.number().nullable(),
  }),
  /** How this device's scanners are to be read. */
  scanner: z.object({
    mode: z.enum(MODES),
    prefix: z.string(),
    suffix: z.string(),
    layout: z.enum(SCANNER_LAYOUTS),
    /** What tells a wedge scanner from a person: milliseconds between two keys, on average, and characters. */
    gapMs: z.number(),
    meanMs: z.number(),
    minLength: z.number(),
    baudRate: z.number(),
    /** USB ids of the serial scanners that staff have chosen. */
    serial: z.array(z.string()).readonly(),
  }),
});

/** One line of the settings form. A secret's value is never in it. */
const settingView = z.object({
  name: settingName,
  value: z.string().nullable(),
  /** Set, but not shown. */
  isSet: z.boolean(),
  source: z.enum(['flag', 'environment', 'saved', 'default']),
  /** False where it is given from outside. */
  editable: z.boolean(),
  accepts: z.string(),
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
  /** Confera said no, and a person may still send it again or put it away. */
  refused: z.boolean(),
});

const nothing = z.object({});
const done = z.object({ ok: z.literal(true) });
/** Staff have to enter their PIN first. */
const locked = z.object({ ok: z.literal(false), problem: z.literal('locked') });
/** The core isn't running: it is being started anew, or can't start. The PIN makes no difference to that. */
const notRunning = z.object({ ok: z.literal(false), problem: z.literal('not-running') });
/** The scans of this device can't be read. */
const unreadable = z.object({ ok: z.literal(false), problem: z.literal('unreadable') });
/** Scans wait: ask what is to become of them. Null where nobody can tell how many they are. */
const scansWaiting = z.object({
  ok: z.literal(false),
  problem: z.literal('scans-waiting'),
  count: z.number().nullable(),
});

/** How a connection test ended, for words of our own. */
const connectionProblem = z.enum([
  'unauthorized',
  'forbidden',
  'rate-limited',
  'server-trouble',
  ...TROUBLES,
]);

/**
 * Everything that crosses between the core and a screen. The Electron IPC, the preload, the loopback transport and
 * the screen's client are derived from this object.
 *
 * The key goes in, by `testConnection` and `saveSettings`; nothing that comes out has room for it. Failures that are
 * to be expected are part of the answer, since a thrown error loses its type on the way.
 */
export const bridge = {
  methods: {
    getState: { input: nothing, output: kioskState },
    /** Answers `pulse`. */
    alive: {
      input: z.object({
        /** Visitors are to use the page, and can't: another window has the keys, and may be over it. */
        covered: z.boolean(),
      }),
      output: done,
    },
    scan: {
      input: z.object({ raw: z.string().max(8192), source: z.enum(SCAN_SOURCES) }),
      output: scanResult,
    },
    getSettings: {
      input: nothing,
      output: z.union([
        z.object({
          ok: z.literal(true),
          settings: z.array(settingView),
          /** What protects the key on this machine. */
          keyProtection: z.enum(['keyring', 'file']),
          pinIsSet: z.boolean(),
          /** What is in the data folder and isn't the kiosk's: a wipe leaves it. The first few, by their names. */
          strangers: z.array(z.string()),
        }),
        locked,
      ]),
    },
    /** Tries the address with the key: the one given, else the one that is set. */
    testConnection: {
      input: z.object({ baseUrl: z.string().max(2048), apiKey: z.string().max(512).nullable() }),
      output: z.union([
        done,
        z.object({ ok: z.literal(false), problem: connectionProblem }),
        z.object({
          ok: z.literal(false),
          problem: z.literal('bad-setting'),
          setting: settingName,
          message: z.string(),
        }),
        locked,
      ]),
    },
    saveSettings: {
      input: z.object({
        /** Texts as typed; an empty one means the default. */
        values: z.partialRecord(z.enum(SCREEN_SETTINGS), z.string().max(2048)),
        /** What becomes of scans that wait for the address which is left. */
        waitingScans: z.enum(['keep', 'exported']).nullable(),
      }),
      output: z.union([
        done,
        z.object({
          ok: z.literal(false),
          problem: z.literal('bad-setting'),
          setting: settingName,
          message: z.string(),
        }),
        /** The address changes, and they wait for the old one. */
        scansWaiting,
        /** Nothing was changed. */
        z.object({ ok: z.literal(false), problem: z.literal('not-written'), message: z.string() }),
        notRunning,
        locked,
      ]),
    },
    /** Locks the staff area, and opens it where the PIN is right. */
    unlockStaff: {
      input: z.object({ pin: z.string().max(32) }),
      output: z.union([
        done,
        /** It was locked again, or asked for anew, while the PIN was being checked. */
        locked,
        z.object({ ok: z.literal(false), problem: z.literal('wrong-pin'), waitMs: z.number() }),
        z.object({ ok: z.literal(false), problem: z.literal('no-pin') }),
        /** There was one, and its file is damaged. */
        z.object({ ok: z.literal(false), problem: z.literal('pin-lost') }),
      ]),
    },
    lockStaff: { input: nothing, output: done },
    /** Somebody is using the staff area without asking for anything, by typing into a form, say. */
    stayOpen: { input: nothing, output: z.union([done, locked]) },
    getStaffOverview: {
      input: nothing,
      output: z.union([
        z.object({
          ok: z.literal(true),
          deviceId: z.string(),
          version: z.string(),
          baseUrl: z.string(),
          counts: z.object({
            pending: z.number(),
            done: z.number(),
            rejected: z.number(),
            attention: z.number(),
          }),
          queuedElsewhere: z.number(),
          oldestPendingAt: time.nullable(),
          lastAnswerAt: time.nullable(),
          /** What last stood in the way to Confera; `over` where Confera has answered since. */
          trouble: z
            .object({
              is: z.enum(TROUBLES),
              /** What something on the way answered, where it did. */
              status: z.number().nullable(),
              at: time,
              over: z.boolean(),
            })
            .nullable(),
          /** By how many minutes this device's clock is ahead of Confera's; null where it is right or nothing is known. */
          clockMinutesAhead: z.number().nullable(),
          /** Damaged databases that were set aside, by what was carried over of each; oldest first. */
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
          /** What a person must look at, oldest first. */
          attention: z.array(scanEntry),
        }),
        notRunning,
        locked,
      ]),
    },
    /** Sends again what was rejected or needs attention: one scan, or all. */
    sendAgain: {
      input: z.object({ scanId: z.string().nullable() }),
      output: z.union([z.object({ ok: z.literal(true), count: z.number() }), notRunning, locked]),
    },
    /** Puts away one scan that was refused: it is not sent again, and its code goes. */
    dismiss: {
      input: z.object({ scanId: z.string() }),
      output: z.union([done, notRunning, locked]),
    },
    /** Goes on with a stopped backlog, and leaves alone what was rejected. */
    resumeBacklog: { input: nothing, output: z.union([done, notRunning, locked]) },
    /** The scans that wait or need a person, as CSV for the organiser. */
    exportWaiting: {
      input: nothing,
      output: z.union([
        z.object({
          ok: z.literal(true),
          fileName: z.string(),
          csv: z.string(),
          /** False where the database is damaged and has more than could be read. */
          complete: z.boolean(),
        }),
        unreadable,
        notRunning,
        locked,
      ]),
    },
    /**
     * Deletes the key, the settings, the PIN and all scans of this device. Scans that are not yet confirmed or need a
     * person are given up only where that is said.
     */
    wipeDevice: {
      input: z.object({ loseWaiting: z.boolean() }),
      output: z.union([
        done,
        scansWaiting,
        /** The key comes from flags or the environment: it would be back at once. */
        z.object({ ok: z.literal(false), problem: z.literal('given-from-outside') }),
        z.object({
          ok: z.literal(false),
          problem: z.literal('not-wiped'),
          /** Whether the key is gone: it goes first. */
          keyIsGone: z.boolean(),
        }),
        notRunning,
        locked,
      ]),
    },
    /** Ends the app, where it may be ended from the screen. */
    leave: {
      input: nothing,
      output: z.union([
        done,
        z.object({ ok: z.literal(false), problem: z.literal('not-here') }),
        locked,
      ]),
    },
  },
  events: {
    state: kioskState,
    /** A scan that was told as queued or attention has found its end. */
    settled: z.object({ scanId: z.string(), outcome: z.enum(OUTCOMES) }),
    /** Asks whether the page lives. */
    pulse: nothing,
  },
} as const;

export type Bridge = typeof bridge;
export type BridgeMethod = keyof Bridge['methods'];
export type BridgeEvent = keyof Bridge['events'];
export type BridgeInput<M extends BridgeMethod> = z.infer<Bridge['methods'][M]['input']>;
export type BridgeOutput<M extends BridgeMethod> = z.infer<Bridge['methods'][M]['output']>;
export type BridgeEventData<E extends BridgeEvent> = z.infer<Bridge['events'][E]>;

export type KioskState = z.infer<typeof kioskState>;
export type CameraSettings = KioskState['camera'];
export type ScannerSettings = KioskState['scanner'];
export type ScanAnswer = z.infer<typeof scanResult>;
export type SettingView = z.infer<typeof settingView>;
export type ScanEntry = z.infer<typeof scanEntry>;
export type ConnectionProblem = z.infer<typeof connectionProblem>;

export const BRIDGE_METHODS = Object.keys(bridge.methods) as BridgeMethod[];
export const BRIDGE_EVENTS = Object.keys(bridge.events) as BridgeEvent[];

/** The core's side: one function a method. */
export type BridgeHandlers = {
  [M in BridgeMethod]: (input: BridgeInput<M>) => Promise<BridgeOutput<M>> | BridgeOutput<M>;
};

/** The screen's side: what a transport has to bring. It carries plain data and knows nothing of its meaning. */
export type BridgeTransport = {
  call: (method: BridgeMethod, input: unknown) => Promise<unknown>;
  /** @returns what ends the subscription */
  subscribe: (listener: (event: BridgeEvent, data: unknown) => void) => () => void;
  /** Told when the core can't be heard any more, and when it can again. */
  onReachable: (listener: (reachable: boolean) => void) => () => void;
};

export type BridgeClient = {
  [M in BridgeMethod]: (input: BridgeInput<M>) => Promise<BridgeOutput<M>>;
} & {
  on: <E extends BridgeEvent>(event: E, listener: (data: BridgeEventData<E>) => void) => () => void;
  onReachable: BridgeTransport['onReachable'];
};
