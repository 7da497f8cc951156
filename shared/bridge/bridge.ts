import { z } from 'zod';
import { OUTCOMES } from '../scan/outcome.ts';
import { DISMISSALS } from '../scan/standing.ts';
import { SCREEN_SETTINGS } from '../settings/screen-settings.ts';
import {
  badSetting,
  done,
  doneForNow,
  locked,
  notRunning,
  notSaved,
  scansWaiting,
  storageFails,
  unreadable,
} from './answers.ts';
import { placeText } from './closure.ts';
import { CONNECTION_PROBLEMS } from './connection-problem.ts';
import { badFolder, copyStart, copyView } from './copy.ts';
import { countsView, day } from './counts.ts';
import {
  diagnosticsMade,
  diagnosticsWanted,
  filesView,
  noDrive,
  scansExported,
  scansWanted,
} from './files.ts';
import {
  badDeviceName,
  cannotHost,
  hubDeviceAdded,
  hubHost,
  hubPlaces,
  joinedElsewhere,
  LONGEST_NAME_SENT,
  notHosting,
  notInForce,
} from './hub-host.ts';
import { joinedHub } from './joined-hub.ts';
import { kioskState } from './kiosk-state.ts';
import { logoFile, logoNotTaken } from './logo.ts';
import { anyone, setup, steward, supervisor } from './may-call.ts';
import { preflight } from './preflight.ts';
import {
  notConnected,
  notReadable,
  notTaken,
  provisioned,
  provisionedHub,
  readable,
  wrongPassphrase,
} from './provisioning.ts';
import { scanAnswer } from './scan-answer.ts';
import { SCAN_SOURCES } from './scan-source.ts';
import { noCode, noScan, scanStory, scansAsked, scansPage } from './scans.ts';
import { setUpDraft } from './set-up-draft.ts';
import { settingView } from './setting-view.ts';
import {
  badDevices,
  codeTooLong,
  madeSheet,
  sheetCommon,
  sheetDevices,
  sheetFile,
  sheetSaved,
  tooManyDevices,
  VALID_DAYS,
  weakPassphrase,
} from './sheet.ts';
import { staffOverview } from './staff-overview.ts';
import { STAFF_ROLES } from './staff-role.ts';
import { venueView } from './venue.ts';

const nothing = z.object({});

/** Why a connection test failed; the screen has its own words for each. */
const connectionProblem = z.enum(CONNECTION_PROBLEMS);

/**
 * Everything that crosses between the core and a screen: who may call each method, and what goes in and comes out.
 *
 * The Electron IPC, the preload, the loopback transport and the screen's client are derived from this object, and
 * `answerBridgeCall` enforces `mayCall` for all of them.
 *
 * The key goes in through `testConnection`, `saveSettings` and, sealed, `applyProvisioning`, those of other devices
 * through `makeSheet`, and no output has room for one. The line for a hub goes the same ways. Expected failures are part of an answer, because a thrown error loses its type on the way.
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
    scan: anyone(z.object({ raw: z.string().max(8192), source: z.enum(SCAN_SOURCES) }), scanAnswer),
    getSettings: setup(
      nothing,
      z.object({
        ok: z.literal(true),
        settings: z.array(settingView),
        /** What protects the key, and the line for a hub, on this machine. */
        keyProtection: z.enum(['keyring', 'file']),
        /** Whether there is a supervisor's PIN. */
        pinIsSet: z.boolean(),
        /** Whether stewards have a PIN of their own. */
        stewardPinIsSet: z.boolean(),
        /** The venue's hub that this device has joined; null if there is none. Nothing secret of its line is told. */
        hub: joinedHub.nullable(),
        /** Whether the address may begin with http:// for other machines, too. */
        httpIsAllowed: z.boolean(),
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
    /** Whether a text is a provisioning code, before anybody is asked for its passphrase. */
    readProvisioning: setup(z.object({ code: z.string().max(8192) }), readable, notReadable),
    /** Sets the kiosk up by a provisioning code, once the code's connection was tested, or brings it a new key. */
    applyProvisioning: setup(
      z.object({
        code: z.string().max(8192),
        passphrase: z.string().max(512),
        /** The staff PIN to set where none is set yet; null where one is. */
        pin: z.string().max(32).nullable(),
      }),
      provisioned,
      provisionedHub,
      notTaken,
      wrongPassphrase,
      notConnected,
      badSetting,
      /** Nothing was changed. */
      z.object({ ok: z.literal(false), problem: z.literal('not-written') }),
      notRunning,
    ),
    /**
     * Makes a sheet of provisioning codes for other devices. The keys and the passphrase go in with this call, are kept
     * nowhere, and come out only as sealed codes.
     */
    makeSheet: {
      ...supervisor(
        z.object({
          devices: sheetDevices,
          common: sheetCommon,
          passphrase: z.string().max(512),
          days: z.int().min(VALID_DAYS.min).max(VALID_DAYS.max),
        }),
        madeSheet,
        badDevices,
        tooManyDevices,
        weakPassphrase,
        codeTooLong,
      ),
      carriesFile: true,
    },
    /** Saves a sheet as the page has drawn it. The shell writes the file; a browser is handed it by the page. */
    saveSheet: {
      ...supervisor(z.object(sheetFile), sheetSaved, notSaved),
      carriesFile: true,
    },
    /** What was entered in a first set-up that isn't done yet; empty if there is none. */
    getSetUpDraft: setup(nothing, z.object({ ok: z.literal(true), draft: setUpDraft })),
    /** Keeps what has been entered so far, until the settings are saved or the device is wiped. */
    keepSetUpDraft: setup(
      z.object({ draft: setUpDraft }),
      done,
      z.object({ ok: z.literal(false), problem: z.literal('not-written') }),
    ),
    /** Locks the staff area, then opens as much of it as the PIN does. */
    unlockStaff: anyone(
      z.object({ pin: z.string().max(32) }),
      z.union([
        z.object({ ok: z.literal(true), role: z.enum(STAFF_ROLES) }),
        /** It was locked again, or another PIN was entered, while this PIN was being checked. */
        locked,
        z.object({ ok: z.literal(false), problem: z.literal('wrong-pin'), waitMs: z.number() }),
        z.object({ ok: z.literal(false), problem: z.literal('no-pin') }),
        /** A supervisor's PIN was set, but its file is damaged. */
        z.object({ ok: z.literal(false), problem: z.literal('pin-lost') }),
      ]),
    ),
    lockStaff: anyone(nothing, done),
    /** Keeps the staff area open for somebody who calls nothing else, for example while they type into a form. */
    stayOpen: steward(nothing, done),
    getStaffOverview: {
      ...steward(nothing, staffOverview, unreadable, notRunning),
      /** The page calls this on its own every few seconds, so a call doesn't keep the staff area open. */
      isPolled: true,
    },
    /** How many people came in by this device on a day, and what they were told and when; today if the day is null. */
    getCounts: {
      ...steward(z.object({ day: day.nullable() }), countsView, unreadable, notRunning),
      /** As above. */
      isPolled: true,
    },
    getVenue: {
      ...steward(
        nothing,
        venueView,
        /** This device has joined no hub. */
        z.object({ ok: z.literal(false), problem: z.literal('no-hub') }),
        notRunning,
      ),
      /** As above: the page calls it again and again while it is open. */
      isPolled: true,
    },
    /** Whether this kiosk is the venue's hub, and how that is going. */
    getHubHost: { ...supervisor(nothing, hubHost), isPolled: true },
    /** Where on this machine the hub may listen, before it is hosted. */
    getHubPlaces: supervisor(nothing, hubPlaces, joinedElsewhere, cannotHost),
    /** Makes this kiosk the venue's hub, from now on and after each restart, and has it join that hub. */
    hostHub: supervisor(
      z.object({ listen: z.string().max(64) }),
      doneForNow,
      joinedElsewhere,
      cannotHost,
      /** The hub has started, but this device could not keep its line for it. So it was ended again. */
      z.object({ ok: z.literal(false), problem: z.literal('not-written') }),
      notRunning,
    ),
    /** Ends the hub. The devices keep their lines, which are good again once this kiosk hosts again. */
    stopHosting: supervisor(nothing, doneForNow),
    /** Lets another device join the hub, and makes the code for it. */
    addHubDevice: supervisor(
      z.object({ name: z.string().max(LONGEST_NAME_SENT), passphrase: z.string().max(512) }),
      hubDeviceAdded,
      badDeviceName,
      weakPassphrase,
      notHosting,
      cannotHost,
    ),
    /** Ends another device's access to the hub. It is done if the device has none any more. */
    endHubAccess: supervisor(
      z.object({ id: z.string().max(32) }),
      done,
      notInForce,
      /** It is this kiosk itself, which is in its own hub as long as it hosts it. */
      z.object({ ok: z.literal(false), problem: z.literal('own-device') }),
      notHosting,
      cannotHost,
    ),
    /** How the rolling copy is doing, and where it can go. The page calls this again and again while it is open. */
    getCopy: { ...supervisor(nothing, copyView, notRunning), isPolled: true },
    /** Begins a rolling copy in a folder, sealed to a passphrase, which is kept nowhere. */
    startCopy: supervisor(
      copyStart,
      done,
      badFolder,
      weakPassphrase,
      /** The data folder could not keep what was chosen. Nothing was changed. */
      z.object({ ok: z.literal(false), problem: z.literal('not-written') }),
      notRunning,
    ),
    /** Ends the rolling copy. What was written stays. */
    stopCopy: supervisor(
      nothing,
      done,
      /** The data folder could not keep that, so the copy goes on. */
      z.object({ ok: z.literal(false), problem: z.literal('not-written') }),
      notRunning,
    ),
    /** Closes this entrance to visitors, if it isn't closed yet. Saved scans go on being sent. */
    closeEntrance: steward(nothing, doneForNow),
    /** Says where visitors go instead of a closed entrance; an empty text for any other entrance. */
    sendVisitorsTo: steward(
      z.object({ place: placeText }),
      doneForNow,
      /** Somebody has opened the entrance in the meantime. */
      z.object({ ok: z.literal(false), problem: z.literal('not-closed') }),
    ),
    /** Opens the entrance to visitors again. */
    openEntrance: steward(nothing, doneForNow),
    /** Checks what has to be right before the doors open, as far as the core can see it. Nobody is checked in. */
    runPreflight: steward(nothing, preflight, notRunning),
    /** Notes that the whole check was passed now, including what only the page and the person before it can tell. */
    passPreflight: steward(nothing, done),
    /** Sends rejected scans, and those that need attention, again: one of them, or all. */
    sendAgain: steward(
      z.object({ scanId: z.string().nullable() }),
      z.object({ ok: z.literal(true), count: z.number() }),
      storageFails,
      notRunning,
    ),
    /** Puts away one refused scan: it isn't sent again, and its code is erased. */
    dismiss: steward(
      z.object({ scanId: z.string(), why: z.enum(DISMISSALS) }),
      done,
      /** It isn't refused any more: somebody else has sent it again, or put it away. */
      z.object({ ok: z.literal(false), problem: z.literal('not-refused') }),
      storageFails,
      notRunning,
    ),
    /** Lists scans, newest first, a page at a time. The code of a badge that is looked for is kept nowhere. */
    getScans: {
      ...steward(scansAsked, scansPage, noCode, unreadable, notRunning),
      /** As above: the page also calls it on its own, when there are new scans. */
      isPolled: true,
    },
    /** All that is known about one scan. */
    getScanStory: {
      ...steward(
        z.object({ scanId: z.string().max(64) }),
        scanStory,
        noScan,
        unreadable,
        notRunning,
      ),
      isPolled: true,
    },
    /** Continues a stopped backlog without sending rejected scans again. */
    resumeBacklog: steward(nothing, done, storageFails, notRunning),
    /** The scans that wait or need a person, as CSV for the organiser. */
    exportWaiting: supervisor(
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
      notSaved,
      unreadable,
      notRunning,
    ),
    /** What can be exported, and where to. */
    getFiles: {
      ...supervisor(nothing, filesView),
      /** The page calls it again and again, because sticks come and go. */
      isPolled: true,
    },
    /** The scans of this device, or those that were refused, as CSV, piece by piece. */
    exportScans: supervisor(scansWanted, scansExported, notSaved, noDrive, unreadable, notRunning),
    /** The log, the settings and the health of this device, without anything secret, as a zip file. */
    makeDiagnostics: supervisor(diagnosticsWanted, diagnosticsMade, notSaved, noDrive),
    /**
     * Deletes the key, the line for a hub, the settings, the PIN and all scans of this device. Scans that aren't confirmed yet or need a
     * person are deleted only if `loseWaiting` says so.
     */
    wipeDevice: supervisor(
      z.object({ loseWaiting: z.boolean() }),
      done,
      scansWaiting,
      /** The key or the line for a hub comes from the environment, so it would be back at once. */
      z.object({ ok: z.literal(false), problem: z.literal('given-from-outside') }),
      /** A command on this machine is the venue's hub at the moment. Nothing was deleted. */
      z.object({ ok: z.literal(false), problem: z.literal('hub-runs') }),
      /** This kiosk hosts the venue's hub, which has to be stopped first. Nothing was deleted. */
      z.object({ ok: z.literal(false), problem: z.literal('hosts-hub') }),
      z.object({
        ok: z.literal(false),
        problem: z.literal('not-wiped'),
        /** Whether the key is gone: it is deleted first. */
        keyIsGone: z.boolean(),
      }),
      notRunning,
    ),
    /** Whether a file may become the logo. It is asked before the page decodes the file. */
    checkLogo: {
      ...supervisor(z.object({ file: logoFile }), done, logoNotTaken),
      carriesFile: true,
    },
    /** Keeps the logo as the page has encoded it anew. */
    saveLogo: {
      ...supervisor(z.object({ png: logoFile }), done, logoNotTaken),
      carriesFile: true,
    },
    removeLogo: supervisor(nothing, done, logoNotTaken),
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
/**
 * Who may call a method: `anyone`; `steward`, which is all staff; `supervisor` alone; or `setup`, which is a supervisor and
 * whoever sets up a new device.
 */
export type MayCall = Bridge['methods'][BridgeMethod]['mayCall'];
/** The methods of one kind of caller. */
export type CallableBy<W extends MayCall> = {
  [M in BridgeMethod]: Bridge['methods'][M]['mayCall'] extends W ? M : never;
}[BridgeMethod];
export type BridgeEvent = keyof Bridge['events'];
export type BridgeInput<M extends BridgeMethod> = z.infer<Bridge['methods'][M]['input']>;
export type BridgeOutput<M extends BridgeMethod> = z.infer<Bridge['methods'][M]['output']>;
export type BridgeEventData<E extends BridgeEvent> = z.infer<Bridge['events'][E]>;

export const BRIDGE_METHODS = Object.keys(bridge.methods) as BridgeMethod[];
/** Whether calls of this method carry a file, and are larger than any other. */
export function carriesFile(method: string): boolean {
  return (
    Object.hasOwn(bridge.methods, method) && 'carriesFile' in bridge.methods[method as BridgeMethod]
  );
}

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
