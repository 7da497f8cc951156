import type { KioskState } from '../../shared/bridge/kiosk-state.ts';
import type { StartProblem } from '../../shared/bridge/start-problem.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { withoutEmoji } from '../../shared/text/without-emoji.ts';
import type { Core } from '../core/core.ts';

/** The state that every screen derives from. */
export function kioskState(from: {
  screen: KioskState['screen'];
  fault: StartProblem | null;
  /** Null without a running core. */
  status: ReturnType<Core['status']> | null;
  copyProblem: KioskState['copyProblem'];
  programme: KioskState['programme'];
  /** The path of the organiser's logo, relative to the page. */
  logo: string | null;
  closure: KioskState['closure'];
  checkPassedAt: KioskState['checkPassedAt'];
  settings: Settings;
  timeZone: string;
  locked: boolean;
  openedByHand: boolean;
  /** Unix milliseconds. */
  now: number;
}): KioskState {
  const { screen, fault, status, programme, logo, closure, settings, timeZone, locked, now } = from;
  const { checkPassedAt, openedByHand, copyProblem } = from;
  const { scannerSide, codePattern } = settings;
  return {
    screen,
    fault,
    connection: status
      ? { is: status.connection, since: status.since, reason: status.reason }
      : { is: 'offline', since: now, reason: null },
    queued: status?.queued ?? 0,
    needsAttention: status?.needsAttention ?? 0,
    backlogStopped: status?.backlogStopped ?? false,
    storage: status?.storage ?? null,
    copyProblem,
    locked,
    openedByHand,
    closure: closure && { ...closure, place: shown(closure.place) },
    hasHub: settings.hubJoin !== null,
    checkPassedAt,
    display: {
      eventName: shown(settings.eventName),
      location: shown(settings.location),
      desk: shown(settings.desk),
      scannerSide,
      codePattern,
      timeZone,
      language: settings.language,
      offeredLanguages: settings.offeredLanguages,
      theme: settings.theme,
      accent: settings.accent,
      logo,
      hand: settings.hand,
      layout: settings.layout,
      resultsStay: settings.resultsStay,
      hideNames: settings.hideNames,
    },
    programme,
    sound: { volume: settings.volume / 100, speech: settings.speech },
    camera: {
      name: settings.camera,
      formats: settings.codeFormats,
      restAfterMs: settings.cameraRestMinutes * 60_000 || null,
    },
    scanner: {
      mode: settings.mode,
      prefix: settings.scannerPrefix,
      suffix: settings.scannerSuffix,
      layout: settings.scannerLayout,
      gapMs: settings.wedgeGapMs,
      meanMs: settings.wedgeMeanMs,
      minLength: settings.wedgeMinLength,
      baudRate: settings.serialBaudRate,
      serial: settings.serialScanners,
    },
  };
}

/** Words of the organiser's as visitors see them. */
export function shown(text: string | null): string | null {
  return withoutEmoji(text ?? '') || null;
}
