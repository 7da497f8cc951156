import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BridgeHandlers, BridgeInput, BridgeOutput } from '../../shared/bridge/bridge.ts';
import type { Core } from '../core/core.ts';
import { NewFile } from '../core/system/new-file.ts';
import { venueDay } from '../core/system/venue-day.ts';
import { diagnostics } from './diagnostics/diagnostics.ts';
import type { Kiosk } from './kiosk.ts';
import { SCANS_BEGIN, scanLine } from './scans-csv.ts';
import { venueStamps } from './venue-stamp.ts';

/** How many days are offered at most. Whoever needs an older one takes all days. */
const DAYS_OFFERED = 60;

/** How many scans a page is given at once, about a megabyte. */
const PIECE = 4000;

const NOT_RUNNING = { ok: false, problem: 'not-running' } as const;
const NO_DRIVE = { ok: false, problem: 'no-drive' } as const;
const UNREADABLE = { ok: false, problem: 'unreadable' } as const;

/** A file for somebody to take away: its name, and its pieces as they are made. */
type Pieces = AsyncIterable<string | Uint8Array>;

/** What a supervisor takes out of the device as a file. */
export function filesHandlers(
  kiosk: Kiosk,
): Pick<BridgeHandlers, 'getFiles' | 'exportScans' | 'makeDiagnostics'> {
  return {
    getFiles: async () => {
      const drives = await kiosk.drives();
      const { core } = kiosk;
      return core
        ? { ok: true, days: core.outbox.scanExport.days(DAYS_OFFERED), drives }
        : { ok: true, days: [], drives };
    },
    exportScans: (input) => exportScans(kiosk, input),
    makeDiagnostics: (input) => makeDiagnostics(kiosk, input),
  };
}

async function exportScans(
  kiosk: Kiosk,
  wanted: BridgeInput<'exportScans'>,
): Promise<BridgeOutput<'exportScans'>> {
  const { core, settings } = kiosk;
  if (!core) return NOT_RUNNING;
  const { what, day, to, after } = wanted;
  const fileName = `${what}-${core.deviceId}-${day ?? `all-${core.today()}`}.csv`;
  const reading = new ScansReading(core, wanted, settings.venueTimeZone);
  try {
    if (to === null) {
      const csv = await reading.piece(after);
      return { ok: true, fileName, csv, savedAs: null, count: reading.count, next: reading.next };
    }
    const saved = await saveOn(kiosk, to, fileName, reading.pieces());
    return saved.ok ? { ...saved, fileName, csv: null, count: reading.count, next: null } : saved;
  } catch {
    return UNREADABLE;
  }
}

/** Reads scans as lines of a file, step by step. */
class ScansReading {
  readonly #core: Core;
  readonly #wanted: BridgeInput<'exportScans'>;
  readonly #stamp: (at: number) => string;
  /** How many scans were read. */
  count = 0;
  /** Where to go on; null at the end. */
  next: number | null = null;

  constructor(core: Core, wanted: BridgeInput<'exportScans'>, timeZone: string) {
    this.#core = core;
    this.#wanted = wanted;
    this.#stamp = venueStamps(timeZone);
  }

  /** @throws if the scans can't be read */
  async piece(after: number | null): Promise<string> {
    const before = this.count;
    let text = after === null ? SCANS_BEGIN : '';
    this.next = after;
    do {
      const { scans, next } = this.#core.exportStep(this.#wanted, this.next);
      for (const scan of scans) text += scanLine(scan, this.#stamp);
      this.count += scans.length;
      this.next = next;
      // Whoever scans comes first.
      await nextTurn();
    } while (this.next !== null && this.count - before < PIECE);
    return text;
  }

  async *pieces(): Pieces {
    let after: number | null = null;
    do {
      yield await this.piece(after);
      after = this.next;
    } while (after !== null);
  }
}

async function makeDiagnostics(
  kiosk: Kiosk,
  { to }: BridgeInput<'makeDiagnostics'>,
): Promise<BridgeOutput<'makeDiagnostics'>> {
  const { core, settings, clock } = kiosk;
  const day = core?.today() ?? venueDay(clock.now(), settings.venueTimeZone);
  const device = core?.deviceId ?? settings.forScreen.deviceId ?? 'kiosk';
  const fileName = `diagnostics-${device}-${day}.zip`;
  const zip = await diagnostics(kiosk);
  if (to === null) return { ok: true, fileName, zip: zip.toString('base64'), savedAs: null };
  const saved = await saveOn(kiosk, to, fileName, [zip]);
  return saved.ok ? { ...saved, fileName, zip: null } : saved;
}

type SavedOn =
  | { ok: true; savedAs: string }
  | Extract<BridgeOutput<'exportScans'>, { problem: 'not-saved' | 'no-drive' }>;

/** Writes a file to a drive. Only what is listed as one may be written to, whatever a page asks for. */
async function saveOn(
  kiosk: Kiosk,
  to: string,
  fileName: string,
  pieces: Pieces | Iterable<Uint8Array>,
): Promise<SavedOn> {
  const drives = await kiosk.drives();
  if (!drives.some(({ folder }) => folder === to)) return NO_DRIVE;
  return savePieces(to, fileName, pieces);
}

/**
 * Writes a file piece by piece. Nothing of it is left if the file system refuses.
 *
 * @throws what the pieces throw
 */
export async function savePieces(
  folder: string,
  fileName: string,
  pieces: Pieces | Iterable<string | Uint8Array>,
): Promise<{ ok: true; savedAs: string } | Extract<SavedOn, { problem: 'not-saved' }>> {
  const refused = { ok: false, problem: 'not-saved', folder } as const;
  const file = await NewFile.make(folder, fileName).catch(() => null);
  if (!file) return refused;
  let isWriting = false;
  try {
    for await (const piece of pieces) {
      isWriting = true;
      await file.append(piece);
      isWriting = false;
    }
    isWriting = true;
    await file.finish();
    return { ok: true, savedAs: file.path };
  } catch (error) {
    await file.abandon();
    if (isWriting) return refused;
    throw error;
  }
}
