import { LinedText } from '../../../shared/scan/lined-text.ts';
import type { Affixes } from '../../../shared/scan/parse-code.ts';
import type { DeviceState } from '../scanner-state.ts';
import { DeviceList } from './device-list.ts';
import { LOST, NO_BYTES, type SerialLine, takeBytes, textOf } from './serial-line.ts';

/** How long after a failure a port is opened again, in milliseconds. */
const RETRY_MS = 5000;
/** A code is over after so long a silence where the scanner ends its codes with nothing. */
const SILENCE_MS = 200;
/** The same for a scanner that has ended one, and for one not yet known: the rest is only late. */
const MISSING_END_MS = 1000;
/** A timer that comes later than this found the page busy: bytes may be waiting behind it. */
const LATE_MS = 30;

/** As much of Web Serial as is used here. */
export type SerialPort = EventTarget & {
  readable: ReadableStream<Uint8Array> | null;
  getInfo: () => { usbVendorId?: number; usbProductId?: number };
  open: (options: { baudRate: number }) => Promise<void>;
  close: () => Promise<void>;
};
export type Serial = EventTarget & {
  getPorts: () => Promise<SerialPort[]>;
  requestPort: () => Promise<SerialPort>;
};

export type SerialScanners = {
  /**
   * Asks the person in front of the screen which port this page may have; only in answer to a press.
   *
   * @returns the scanner's USB id; null for a port that is no USB device
   */
  add: () => Promise<string | null>;
  stop: () => void;
};

/** How this device's serial scanners are set. */
export type SerialSettings = { baudRate: number; affixes: Affixes };

/** Listens to every serial scanner that this page may have, also to those that are plugged in later. */
export function listenForSerial(
  serial: Serial,
  settings: SerialSettings,
  onScan: (raw: string, name: string) => void,
  onChange: (devices: DeviceState[]) => void,
): SerialScanners {
  let stopped = false;
  const list = new DeviceList<SerialPort>({
    source: 'serial',
    nameOf,
    listenTo: (port, onState) =>
      listenTo(port, settings, (raw) => onScan(raw, nameOf(port)), onState),
    onChange,
  });

  function take(port: SerialPort): void {
    if (!stopped) list.take(port);
  }

  function onConnect({ target }: Event): void {
    list.forgetUnplugged(target as SerialPort);
    take(target as SerialPort);
  }

  const onDisconnect = ({ target }: Event) => list.unplug(target as SerialPort);

  serial.addEventListener('connect', onConnect);
  serial.addEventListener('disconnect', onDisconnect);
  serial.getPorts().then(
    (ports) => ports.forEach(take),
    () => undefined,
  );
  return {
    async add() {
      const port = await serial.requestPort();
      if (!list.has(port)) take(port);
      return usbIdOf(port);
    },
    stop() {
      stopped = true;
      serial.removeEventListener('connect', onConnect);
      serial.removeEventListener('disconnect', onDisconnect);
      list.close();
    },
  };
}

/** Ends when the last one that had the port has given it back: a port is opened once only. */
const uses = new WeakMap<SerialPort, Promise<void>>();

/** @returns what ends it and gives the port back */
function listenTo(
  port: SerialPort,
  { baudRate, affixes }: SerialSettings,
  onCode: (raw: string) => void,
  onState: (is: DeviceState['is']) => void,
): () => void {
  let line: SerialLine = NO_BYTES;
  /** What `line` is a further line of. */
  let text: LinedText | null = null;
  /** How its codes end, as far as it is known; whoever has sent an end once is set to. */
  let endsBy: 'unknown' | 'end' | 'silence' = 'unknown';
  let ended = false;
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function onBytes(chunk: Uint8Array): void {
    const { line: rest, codes } = takeBytes(line, chunk);
    line = rest;
    for (const code of codes) onLine(code);
    waitForSilence();
  }

  function onLine(code: string): void {
    if (text) text.add(code);
    else text = LinedText.begunBy(code, affixes);
    // A line break within a text doesn't tell how the scanner ends its codes.
    if (text && !text.isOver) return;
    const raw = text?.raw ?? code;
    text = null;
    endsBy = 'end';
    onCode(raw);
  }

  function waitForSilence(): void {
    clearTimeout(silence);
    if (line.length === 0 && !text) return;
    const wait = endsBy === 'silence' ? SILENCE_MS : MISSING_END_MS;
    const dueAt = performance.now() + wait;
    silence = setTimeout(() => {
      if (performance.now() - dueAt < LATE_MS) endLine();
      else silence = setTimeout(endLine, wait);
    }, wait);
  }

  /** The text's last line has no line break, or its end never came. */
  function endText(unended: LinedText): void {
    if (line.length > 0) unended.add(textOf(line));
    const restMayCome = endsBy === 'end' && line.length > 0 && !unended.isOver;
    line = restMayCome ? LOST : NO_BYTES;
    text = null;
    onCode(unended.raw);
  }

  function endLine(): void {
    if (text) {
      endText(text);
      return;
    }
    if (line === LOST) return;
    if (endsBy === 'end') {
      // The end is missing: it is a part of a code, and so is what comes until the next end.
      const part = [...LOST, ...line];
      line = LOST;
      onCode(textOf(part));
      return;
    }
    const whole = line;
    line = NO_BYTES;
    endsBy = 'silence';
    onCode(textOf(whole));
  }

  /** A stream that breaks is replaced by another, as after a parity error, until the port itself is gone. */
  async function readAll(): Promise<void> {
    while (port.readable && !ended) {
      reader = port.readable.getReader();
      try {
        for (;;) {
          const { value, done } = await reader.read();
          if (done) break;
          onBytes(value);
        }
      } catch {
        line = LOST;
      } finally {
        reader.releaseLock();
      }
    }
  }

  function run(): void {
    uses.set(port, use(uses.get(port)));
  }

  async function use(before?: Promise<void>): Promise<void> {
    await before;
    if (ended) return;
    try {
      await port.open({ baudRate });
      if (!ended) onState('on');
      await readAll();
    } catch {
      // Another program has it, or it is gone: it is tried again.
    }
    await port.close().catch(() => undefined);
    if (ended) return;
    onState('busy');
    retry = setTimeout(run, RETRY_MS);
  }

  run();
  return () => {
    ended = true;
    clearTimeout(silence);
    clearTimeout(retry);
    void reader?.cancel().catch(() => undefined);
  };
}

/** `0c2e:0caa`; null for a port that is no USB device. */
function usbIdOf(port: SerialPort): string | null {
  const { usbVendorId, usbProductId } = port.getInfo();
  if (usbVendorId === undefined || usbProductId === undefined) return null;
  return [usbVendorId, usbProductId].map((id) => id.toString(16).padStart(4, '0')).join(':');
}

function nameOf(port: SerialPort): string {
  return usbIdOf(port) ?? 'COM';
}
