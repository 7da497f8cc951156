import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { type Clock, systemClock } from '../../../electron/core/system/clock.ts';
import { Kiosk } from '../../../electron/kiosk/kiosk.ts';
import { readPage } from '../../../electron/page/page-files.ts';
import { type ServedKiosk, serveKiosk } from '../../../electron/served/server.ts';
import { fileKeyStore } from '../../../electron/settings/key-store.ts';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { type SetUp, setUp } from '../../e2e/fixtures/provisioned-folder.ts';
import { KEY, PIN } from '../../e2e/fixtures/running-kiosk.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';

/** When everything on the tour happens, in Unix milliseconds: eleven in the morning at the venue. */
export const TOUR_TIME = Date.UTC(2026, 4, 11, 6, 0, 20);

/** What stewards enter on the tour. */
export const STEWARDS_PIN = '4711';

const BUILT_PAGE = path.resolve(import.meta.dirname, '../../../out/renderer');

/** Intervals run as ever, but every time that is written down or shown is the same on each tour. */
const STANDING_CLOCK: Clock = {
  ...systemClock,
  now: () => TOUR_TIME,
  // Confera's time is kept as a difference from this, so it must not run while the other stands.
  uptime: () => 3_600_000,
};

/** What a kiosk shows its screen in. */
export type Dress = Pick<KioskState['display'], 'language' | 'theme'>;

/** What else a kiosk's screen is like, for some of the stops. */
export type Arrangement = Partial<Pick<KioskState['display'], 'layout' | 'resultsStay'>> & {
  /** Nobody has checked it today. */
  unchecked?: true;
  /** It has joined a venue's hub. */
  hasHub?: true;
};

/** A kiosk whose language and theme can be changed while it shows a result, which saving settings would end. */
class DressedKiosk extends Kiosk {
  #dress: (Partial<Dress> & Arrangement) | null = null;

  override state(): KioskState {
    const state = super.state();
    const { unchecked, hasHub = state.hasHub, ...dress } = this.#dress ?? {};
    const checkPassedAt = unchecked ? null : state.checkPassedAt;
    // Whether it could be renewed in time would depend on how fast the tour is.
    const programme = state.programme && { ...state.programme, stale: false };
    return { ...state, hasHub, checkPassedAt, programme, display: { ...state.display, ...dress } };
  }

  wear(dress: Dress & Arrangement): void {
    this.#dress = dress;
    this.events.emit('state', this.state());
  }
}

/**
 * What a kiosk on the tour is like: ready for visitors, about to be refused by Confera, closed by staff, never set up, or
 * unable to start.
 */
export type Condition = 'ready' | 'refused' | 'closed' | 'new' | 'faulty';

/** A kiosk of the tour, the Confera it speaks to, and the address of its page. */
export type TouredKiosk = {
  kiosk: DressedKiosk;
  simulator: Simulator;
  served: ServedKiosk;
  dataDir: string;
  close: () => Promise<void>;
};

/** Starts a kiosk on loopback, with a simulator of its own. */
export async function startToured(condition: Condition): Promise<TouredKiosk> {
  const simulator = await startSimulator({ now: () => TOUR_TIME });
  const dataDir = mkdtempSync(path.join(tmpdir(), 'kiosk-tour-'));
  if (condition !== 'new') {
    await setUp(dataDir, { settings: settingsFor(simulator), apiKey: KEY, pin: PIN });
  }
  if (condition === 'faulty') writeNewerDatabase(path.join(dataDir, 'kiosk.db'));
  const kiosk = new DressedKiosk({
    dataDir,
    flags: {},
    environment: { deviceId: 'gate-a-1' },
    keyStore: fileKeyStore(dataDir),
    clock: STANDING_CLOCK,
  });
  await kiosk.start();
  if (condition !== 'new') await kiosk.pin.set(STEWARDS_PIN, 'steward');
  if (condition !== 'new') kiosk.lastCheck.pass();
  if (condition === 'closed') kiosk.closure.close();
  const served = await serveKiosk({ kiosk, page: readPage(BUILT_PAGE), port: 0 });
  const close = async () => {
    await served.close();
    await kiosk.close();
    await simulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { kiosk, simulator, served, dataDir, close };
}

/** A database of a later version of the kiosk, which this one leaves alone. */
function writeNewerDatabase(file: string): void {
  const database = new Database(file);
  database.pragma('user_version = 99');
  database.close();
}

function settingsFor({ url }: Simulator): SetUp['settings'] {
  return {
    baseUrl: url,
    location: 'Gate A',
    timeZone: 'Asia/Karachi',
    // Only capital letters, so that the code entry offers them to whoever types small ones.
    codePattern: '^[A-Z0-9-]+$',
    // So that an answer is never missed on a busy machine.
    timeoutMs: '8000',
  };
}
