import type { Known, Overview } from '../../../../../../renderer/screens/staff/overview/fact.ts';
import type { KioskState } from '../../../../../../shared/bridge/kiosk-state.ts';
import { WORDS } from '../../../../../fixtures/words.ts';
import { aState } from '../../../a-state.ts';

export const NOW = 10_000_000;

export const OVERVIEW: Overview = {
  ok: true,
  deviceId: 'kiosk-1',
  version: '0.1.0',
  windowSystem: null,
  displayIsChosen: false,
  baseUrl: 'https://a.example',
  keyIsGiven: false,
  counts: { pending: 12, done: 5100, rejected: 0, attention: 0 },
  queuedElsewhere: 0,
  oldestPendingAt: NOW - 720_000,
  lastAnswerAt: NOW - 5000,
  trouble: null,
  clockMinutesAhead: null,
  problemsSince: { storage: null, clock: null, backlogStopped: null },
  hub: null,
  salvages: [],
  damagedFiles: [],
  recent: [],
  hubHostProblem: null,
  copyProblem: null,
  takenOver: [],
  attention: [],
};

/** A state of a kiosk that was checked today. */
export const checked = (changes: Partial<KioskState> = {}) =>
  aState({ checkPassedAt: NOW - 1000, ...changes });

/** A kiosk with which all is well. */
export const HEALTHY: Known = {
  words: WORDS,
  state: checked(),
  reachable: true,
  camera: { is: 'on' },
  scanners: { devices: [], layout: null, tooShort: null },
  overview: OVERVIEW,
  now: NOW,
};
