import type { ConnectionProblem } from '../shared/bridge.ts';
import type { Connection, Kind, Outcome, Reason } from '../shared/outcome.ts';
import type { SettingName } from '../shared/settings.ts';
import type { CameraState } from './scanner/camera-state.ts';

type CameraProblem = Extract<CameraState, { is: 'failed' }>['problem'];

const scans = (n: number) => (n === 1 ? '1 scan' : `${n} scans`);

/** Every word on every screen, by its meaning: the one place for another language. */
export const WORDS = {
  starting: 'One moment…',

  idle: {
    headline: 'Scan your badge',
    towards: {
      top: 'Hold the code up to the scanner',
      bottom: 'Hold the code under the scanner below',
      left: 'Hold the code to the scanner on the left',
      right: 'Hold the code to the scanner on the right',
    },
    camera: 'Hold the code up to the camera',
    cameraProblem: {
      none: 'No camera found. Use the scanner or type your code.',
      denied: 'This kiosk may not use its camera. Use the scanner or type your code.',
      busy: 'The camera is in use elsewhere. Use the scanner or type your code.',
      decoder: "The camera can't read codes here. Use the scanner or type your code.",
      lost: 'The camera was unplugged. Use the scanner or type your code.',
    } satisfies Record<CameraProblem, string>,
  },

  checking: 'Checking…',

  result: {
    welcomeName: (name: string) => `Welcome, ${name}`,
    welcomeEvent: (event: string) => `Welcome to ${event}`,
    welcome: 'Welcome',
    checkedIn: "You're in",
    alreadyCheckedIn: 'Already checked in',
    goIn: "You're all set, go right in",
    queued: 'Saved, go right in',
    willConfirm: "We'll confirm it as soon as we're back online",
    willConfirmSoon: "We'll confirm it in a moment",
    rejected: "We can't find this badge",
    seeDesk: (desk: string) => `Please go to ${desk}`,
    revoked: 'This badge is no longer valid',
    invalid: "This code isn't a badge for today",
    seeStaff: 'Please see our staff',
    needsAMoment: 'Your scan is saved. This device needs a moment',
    notSaved: 'This scan was not saved',
    unreadable: "Let's try that again",
    holdFlat: "Hold the code flat, a hand's width away",
  },

  unreachable: {
    headline: 'Please see our staff',
    below: "This kiosk can't take scans right now",
    edge: 'Out of service',
  },

  edge: {
    online: 'Online',
    saved: (connection: Connection, queued: number) =>
      `${{ online: 'Online', offline: 'Offline', blocked: 'Needs our staff' }[connection]} · ${
        connection === 'online' ? `${scans(queued)} to confirm` : `${scans(queued)} saved`
      }`,
    typeCode: 'Type a code',
    staff: 'Staff',
  },

  codeEntry: {
    label: 'Type the code on your badge',
    checkIn: 'Check in',
    cancel: 'Cancel',
    delete: 'Delete',
    shift: 'Capital letters',
    shiftKey: 'Aa',
  },

  fault: {
    headline: 'This kiosk is closed',
    below: 'Please use another entrance gate or ask our staff',
  },

  pin: {
    label: 'Staff PIN',
    unlock: 'Unlock',
    back: 'Back to scanning',
    clear: 'Delete the last digit',
    wrong: 'Wrong PIN. Try again.',
    wrongWait: (seconds: number) => `Wrong PIN. Try again in ${seconds} s.`,
    noPin: 'No staff PIN has been set. Set KIOSK_STAFF_PIN and start the kiosk again.',
    noAnswer: "The kiosk doesn't answer. Try again.",
  },

  settings: {
    labels: {
      baseUrl: 'Confera address',
      apiKey: 'Device key',
      location: 'Location',
      mode: 'What is checked in',
      eventName: 'Event name',
      desk: 'Where people are sent',
      scannerSide: "The scanner's side",
      timeZone: 'Time zone of the venue',
      debounceMs: 'Ignore repeats for (ms)',
      timeoutMs: 'A person waits at most (ms)',
      codePattern: "A badge code's pattern",
      staffPin: 'Staff PIN',
    } satisfies Partial<Record<SettingName, string>>,
    hints: {
      baseUrl: 'https://…',
      location: 'Gate A',
      desk: 'the registration desk',
      timeZone: "This machine's, unless set: Asia/Karachi",
    } as Partial<Record<SettingName, string>>,
    options: {
      auto: 'By the code',
      badge: 'Always the badge',
      attendance: "Always the day's attendance",
      top: 'Above the screen',
      bottom: 'Below the screen',
      left: 'Left of the screen',
      right: 'Right of the screen',
    } as Record<string, string>,
    pinAgain: 'Staff PIN again',
    more: 'More',
    fromOutside: { environment: 'Given by the environment', flag: 'Given by the command line' },
    secretKept: 'Set. Leave empty to keep it.',
    pinsDiffer: 'The two PINs are not the same.',
    pinNeeded: 'Choose a staff PIN of 4 to 12 digits.',
    protection: {
      keyring: "The key is kept in this machine's keyring.",
      file: 'There is no keyring here: the key is in a file that only file permissions protect.',
    },
    test: 'Test connection',
    testing: 'Testing…',
    testPassed: 'Connected. Confera accepts this key.',
    problems: {
      unauthorized: "Confera doesn't accept this key. Copy it again from the organiser's page.",
      forbidden: 'This key may not check people in. Ask the organiser for a key that may.',
      unreachable: "Confera can't be reached. Check the address and this machine's network.",
      timeout: "Confera didn't answer in time. Check the network and try again.",
      'not-confera': 'Something else answers at this address. Check it for a typing error.',
      'rate-limited': 'Confera asks us to wait. Try again in a minute.',
      'server-trouble': 'Confera has trouble of its own. Try again in a minute.',
    } satisfies Record<ConnectionProblem, string>,
    save: 'Save',
    saving: 'Saving…',
    saveAnyway: 'Save anyway',
    saved: 'Saved.',
    noAnswer: "The kiosk doesn't answer. Nothing was saved.",
    waiting: {
      headline: (count: number) =>
        count === 1
          ? '1 scan waits for the old address'
          : `${count} scans wait for the old address`,
      below: 'They are sent nowhere else. Choose what is to become of them.',
      keep: 'Keep them for the old address',
      export: 'Export them as a file',
      exported: (file: string) => `${file} was handed over. Save once you have it.`,
      saveExported: 'I have the file, save',
      cancel: 'Change nothing',
    },
  },

  setup: {
    headline: 'Set up this kiosk',
    below: 'You need the address and the device key from your Confera organiser page.',
    locked: 'This kiosk has been set up before. Unlock it to change its settings.',
  },

  staff: {
    headline: 'Staff',
    overview: 'Overview',
    settings: 'Settings',
    lock: 'Lock',
    leave: 'Leave',
    leaveElsewhere: 'This kiosk is closed where it was started: end it there, or close its window.',
    noAnswer: "The kiosk doesn't answer.",
    attentionTitle: 'Needs a person',
    attentionNone: 'Nothing needs a person.',
    recentTitle: 'Recent scans',
    recentNone: 'No scans yet.',
    sendAgain: 'Send again',
    sendAllAgain: 'Send all again',
    goOn: 'Go on without them',
    goesOn: 'The saved scans are sent now.',
    sentAgain: (count: number) => `${scans(count)} will be sent again.`,
    columns: {
      time: 'Time',
      code: 'Code',
      kind: 'Kind',
      outcome: 'Outcome',
      attempts: 'Tries',
      action: 'What to do',
    },
    kind: { badge: 'Badge', attendance: 'Attendance' } satisfies Record<Kind, string>,
    stillSending: 'Waiting',
    since: (age: string) => `for ${age}`,
    ago: (age: string) => `${age} ago`,
    outcome: {
      'checked-in': 'Checked in',
      'already-checked-in': 'Already checked in',
      queued: 'Waiting',
      rejected: 'Rejected',
      attention: 'Needs a person',
      'not-saved': 'Not saved',
      unreadable: 'Unreadable',
      ignored: 'Repeat',
    } satisfies Record<Outcome, string>,
    reason: {
      'unknown-badge': 'unknown badge',
      'revoked-badge': 'revoked badge',
      'invalid-code': 'invalid code',
      'key-refused': 'key refused',
      'not-allowed': 'not allowed for this key',
      'key-reused': 'conflicts with another scan',
      'no-network': 'no network',
      'server-trouble': 'trouble at Confera',
      'rate-limited': 'Confera asks us to wait',
      'disk-full': 'disk full',
      storage: 'storage failed',
      empty: 'empty',
      'too-long': 'too long',
      'control-characters': 'control characters',
      repeat: 'repeat',
    } satisfies Record<Reason, string>,
  },

  wipe: {
    open: 'Wipe this device…',
    headline: 'Wipe this device?',
    below:
      'Its key, settings, PIN, and record of scans are deleted. Revoke the key with Confera, too.',
    confirm: 'Wipe it',
    waiting: (count: number) =>
      `${scans(count)} ${count === 1 ? 'has' : 'have'} not been confirmed`,
    waitingBelow: 'Wait until they are sent, or export them for the organiser first.',
    export: 'Export them as a file',
    exported: (file: string) => `${file} was handed over.`,
    confirmLoss: (count: number) => `Wipe it, and lose ${scans(count)}`,
    cancel: 'Change nothing',
    givenFromOutside:
      'The key is given from outside. Take it away there, and start the kiosk again.',
    notWiped: 'Something could not be deleted. The key is gone; try again.',
  },

  facts: {
    unreachable: "The screen can't reach the kiosk's core",
    unreachableDo: 'Scans are not saved. Start the kiosk again.',
    connection: {
      online: 'Online',
      offline: 'Offline',
      blocked: 'Refused by Confera',
    } satisfies Record<Connection, string>,
    connectionDo: {
      'key-refused': "Confera refuses this device's key. Enter a new one in Settings.",
      'not-allowed': 'This key lacks a permission. Ask the organiser, or enter another key.',
      'no-network': 'Check the cable or Wi-Fi. Scans are saved and sent later.',
      'server-trouble': 'Confera has trouble. Scans are saved and sent later.',
      'rate-limited': 'Confera asks us to wait. Nothing to do.',
    } as Partial<Record<Reason, string>>,
    backlogStopped: 'Sending has stopped',
    backlogStoppedDo:
      'Ten scans in a row were refused. Check the address and the event in Settings, then send them again or go on without them.',
    needsAttention: (n: number) => `${scans(n)} ${n === 1 ? 'needs' : 'need'} a person`,
    needsAttentionDo: 'See the table.',
    queued: (n: number) => `${scans(n)} to confirm`,
    queuedDo: 'Sent as soon as Confera answers. Nothing to do.',
    queuedNone: 'All scans confirmed',
    elsewhere: (n: number) => `${scans(n)} wait for another address`,
    elsewhereDo: 'Set that address again to send them.',
    lastAnswer: 'Last answer from Confera',
    lastAnswerNever: 'No answer from Confera yet',
    camera: 'Camera',
    cameraState: {
      starting: 'Starting',
      on: 'On',
      none: 'None found',
      denied: 'Not allowed. Allow it for this page.',
      busy: 'In use by another program. Close that one.',
      decoder: 'The decoder failed. Start the kiosk again.',
      lost: 'Unplugged. Plug it in again.',
    } satisfies Record<'starting' | 'on' | CameraProblem, string>,
    totals: 'Confirmed on this device',
    address: 'Address',
    device: 'Device',
  },

  /** An age in its largest fitting unit. */
  age: (ms: number) => {
    const seconds = Math.max(0, Math.round(ms / 1000));
    if (seconds < 60) return `${seconds} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
    if (seconds < 86_400) {
      return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
    }
    return `${Math.floor(seconds / 86_400)} d`;
  },
} as const;
