import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';

/** A healthy kiosk's state, but for what a test changes. */
export function aState(changes: Partial<KioskState> = {}): KioskState {
  return {
    screen: 'scan',
    fault: null,
    connection: { is: 'online', since: 0, reason: null },
    queued: 0,
    needsAttention: 0,
    backlogStopped: false,
    storage: null,
    locked: true,
    closure: null,
    checkPassedAt: null,
    display: {
      eventName: 'DevConf',
      location: 'Gate A',
      desk: 'the registration desk',
      scannerSide: 'bottom',
      language: 'en',
      offeredLanguages: ['en'],
      theme: 'system',
      accent: null,
      logo: null,
      hand: 'right',
      layout: 'visitors',
      resultsStay: false,
      hideNames: false,
      codePattern: '.*',
      timeZone: 'UTC',
    },
    sound: { volume: 1, speech: false },
    programme: null,
    camera: { name: null, formats: ['qr'], restAfterMs: null },
    scanner: {
      mode: 'auto',
      prefix: '',
      suffix: '',
      layout: 'auto',
      gapMs: 80,
      meanMs: 50,
      minLength: 6,
      baudRate: 9600,
      serial: [],
    },
    ...changes,
  };
}
