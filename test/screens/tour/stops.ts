import path from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import type { Kiosk } from '../../../electron/kiosk/kiosk.ts';
import type { ScanAnswer } from '../../../shared/bridge/scan-answer.ts';
import { finding } from '../../../shared/preflight/findings.ts';
import { Finger } from '../../e2e/fixtures/finger.ts';
import { type Mark, outcomeIs, resultSays, screenIs } from '../../e2e/fixtures/page-marks.ts';
import { KEY, PIN } from '../../e2e/fixtures/running-kiosk.ts';
import type { WedgeScanner } from '../../e2e/fixtures/scanner.ts';
import { connect, goOn, onward, stepIs } from '../../e2e/fixtures/set-up.ts';
import {
  enterPin,
  field,
  openPinPad,
  openScannerTest,
  openSettings,
  openStaff,
} from '../../e2e/fixtures/staff-area.ts';
import { until } from '../../e2e/fixtures/until.ts';
import { WORDS } from '../../fixtures/words.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { cheapCode } from '../../unit/provisioning/a-code.ts';
import { aMorning } from '../../unit/renderer/screens/staff/counts/a-morning.ts';
import { aDevice, aVenue } from '../../unit/renderer/screens/staff/venue/a-venue.ts';
import { type Arrangement, type Condition, STEWARDS_PIN, TOUR_TIME } from './toured-kiosk.ts';

/** A page that has just been opened, and what can be done to the kiosk behind it. */
export type Arrival = {
  page: Page;
  kiosk: Kiosk;
  simulator: Simulator;
  dataDir: string;
  scanner: WedgeScanner;
};

/** A screen of the tour, and the way to it. */
export type Stop = {
  name: string;
  /** A result is read from three metres; other screens of visitors from one, and those of staff at arm's length. */
  kind: 'result' | 'visitor' | 'staff';
  kiosk: Condition;
  /** Whether the browser has a camera; it sees an empty entrance. */
  camera?: true;
  arranged?: Arrangement;
  arrive: (at: Arrival) => Promise<void>;
};

const LONG_NAME = 'BADGE-3';
const NOBODYS = 'BADGE-UNKNOWN';

const HUB_PLACES = {
  ok: true,
  places: [
    { address: '192.168.1.7', card: 'wlan0' },
    { address: '10.0.0.12', card: 'eth0' },
  ],
  suggested: null,
  isAlone: false,
};

const FAILED_HUB = { ok: true, is: 'failed', why: { is: 'port-in-use', port: 41_222 } };

const HOSTED_HUB = {
  ok: true,
  is: 'on',
  url: 'tls://192.168.1.7:41222',
  port: 41_222,
  isAlone: false,
  isUp: true,
  hasLostAddress: false,
  devices: [
    { id: 'aaaaaaaa', name: 'Gate A', joinedAt: TOUR_TIME - 90 * 60_000, isThis: true },
    {
      id: 'bbbbbbbb',
      name: 'بوابة الشمال',
      joinedAt: TOUR_TIME - 26 * 3_600_000,
      isThis: false,
    },
    {
      id: 'cccccccc',
      name: 'South entrance, across the courtyard',
      joinedAt: TOUR_TIME - 60_000,
      isThis: false,
    },
  ],
};

/** As long as the code of a line for one address. */
const HUB_CODE = {
  ok: true,
  name: 'South gate',
  code: `CONFERSETUP${'BCDFGHJKLMNPQRST'.repeat(36)}`,
  expiresAt: TOUR_TIME + 7 * 24 * 3_600_000,
  isInForce: true,
};

const STICK = '/media/kiosk/HARBOUR-32';
const SCANS_FILE = 'scans-kiosk-3f9c21aa-all-2026-05-11.csv';

const FILES = {
  ok: true,
  days: ['2026-05-11', '2026-05-10'],
  drives: [
    { folder: STICK, free: 29_300_000_000 },
    { folder: '/media/kiosk/بوابة الشمال', free: 400_000_000 },
  ],
};

/** Opens the part of the settings where this device is made the hub. */
async function openHubHost(page: Page) {
  await openSettings(page, PIN);
  const section = page.getByRole('region', { name: WORDS.hubHost.headline, exact: true });
  const press = (name: string) => section.getByRole('button', { name, exact: true }).click();
  return { section, press };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/**
 * Waits for the idle screen with all that it tells about the event, which comes some seconds after the start, and until
 * it has looked for a camera.
 */
async function idle({ page }: Arrival): Promise<void> {
  await outcomeIs(page, 'idle');
  const looked = page.locator('.idle .camera[data-starting="false"]');
  await looked.waitFor({ state: 'attached', timeout: 20_000 });
  await page.locator('.board').waitFor({ timeout: 20_000 });
  await page.locator('.logo').waitFor({ timeout: 20_000 });
}

async function scanned(at: Arrival, code: string, mark: Mark): Promise<void> {
  await at.scanner.scan(code);
  await outcomeIs(at.page, mark);
}

function visitor(name: string, arrive: Stop['arrive'], more: Partial<Stop> = {}): Stop {
  return { name, kind: 'visitor', kiosk: 'ready', arrive, ...more };
}

/** A result that a scan leads to. */
function result(name: string, mark: Mark, code: string, before?: Stop['arrive']): Stop {
  const arrive = async (at: Arrival) => {
    await idle(at);
    await before?.(at);
    await scanned(at, code, mark);
  };
  return { name, kind: 'result', kiosk: 'ready', arrive };
}

function staff(name: string, arrive: Stop['arrive'], more: Partial<Stop> = {}): Stop {
  return { name, kind: 'staff', kiosk: 'ready', arrive, ...more };
}

async function typeCode({ page }: Arrival, code: string): Promise<void> {
  await button(page, WORDS.edge.typeCode).click();
  await page.locator('#code').fill(code);
}

/** Opens the staff area, and waits until it tells that there is no camera. The idle screen must have been waited for. */
async function openOverview(page: Page, pin = PIN): Promise<void> {
  await openStaff(page, pin);
  await page.getByText(WORDS.facts.cameraState.none, { exact: true }).waitFor();
}

/** Opens the page of the staff area that makes set-up codes. */
async function openCodes(page: Page): Promise<void> {
  await openStaff(page, PIN);
  await page.getByRole('tab', { name: WORDS.staff.codes, exact: true }).click();
  await page.getByRole('heading', { name: WORDS.codes.headline }).waitFor();
}

const SCAN = {
  ...{ scanId: 'scan-1', codeTail: 'KED0', kind: 'badge', state: 'rejected', outcome: 'rejected' },
  ...{ reason: 'revoked-badge', attempts: 3, scannedAt: TOUR_TIME - 4 * 60_000 },
  ...{ settledAt: TOUR_TIME - 3 * 60_000, refused: true, standing: 'rejected' },
};

/** Scans that stand in every way, and one of the day before. */
const SCANS = [
  { ...SCAN, scanId: 'scan-0', codeTail: '0042', state: 'pending', standing: 'waiting' },
  SCAN,
  { ...SCAN, scanId: 'scan-2', codeTail: 'aB12', standing: 'dismissed', refused: false },
  { ...SCAN, scanId: 'scan-3', standing: 'attention', reason: 'key-reused', kind: 'attendance' },
  { ...SCAN, scanId: 'scan-4', standing: 'already-checked-in', reason: null },
  {
    ...{ ...SCAN, scanId: 'scan-5', standing: 'checked-in', reason: null },
    scannedAt: TOUR_TIME - 86_400_000,
  },
];

/** The story of a scan that was tried three times, of which one attempt was cut short. */
const STORY = {
  ...{ ...SCAN, location: 'North entrance, across the courtyard', venueDay: '2026-02-03' },
  ...{ source: 'wedge', told: 'queued', ambiguous: true, baseUrl: 'https://confera.example' },
  dismissed: null,
  ended: [
    {
      ...{ number: 1, beganAt: TOUR_TIME - 4 * 60_000, ms: 2500, outcome: 'queued' },
      ...{ reason: 'no-network', status: null, code: null, trouble: 'timeout', requestId: null },
    },
    {
      ...{ number: 3, beganAt: TOUR_TIME - 3 * 60_000, ms: 48, outcome: 'rejected' },
      ...{ reason: 'revoked-badge', status: 410, code: 'BADGE_REVOKED', trouble: null },
      requestId: 'req_7f3a9c21e0',
    },
  ],
  first: { scanId: 'scan-9', at: TOUR_TIME - 50 * 60_000, location: 'Gate A' },
};

/** Opens the page with all scans. */
async function openScans(at: Arrival): Promise<void> {
  const { page } = at;
  const scans = { ok: true, scans: SCANS, next: null };
  await page.route('**/bridge/getScans', (route) => route.fulfill({ json: scans }));
  const story = { ok: true, story: STORY };
  await page.route('**/bridge/getScanStory', (route) => route.fulfill({ json: story }));
  await idle(at);
  await openOverview(page);
  await page.getByRole('tab', { name: WORDS.staff.scans, exact: true }).click();
}

/** A sheet of two codes. Their letters mean nothing. */
const SHEET = {
  ok: true,
  sheet: 'KTRXPLVN',
  expiresAt: TOUR_TIME + 7 * 86_400_000,
  pages: ['North entrance, across the courtyard', 'بوابة الشمال'].map((location, n) => ({
    code: `CONFERSETUP${'BCDFGHJKLNPRSTVX'.repeat(25 + n)}`,
    location,
    purpose: n === 0 ? 'self-service' : 'gate',
    timeZone: 'Asia/Karachi',
    event: 'PyCon Lahore',
  })),
};

/** What the core's checks find on a device with many things wrong. */
const FOUND = {
  ok: true,
  findings: [
    finding('address', 'answers', { host: 'confera.example', ms: 40 }),
    finding('key', 'other-event', { conference: 'Harbour Conference', event: 'PyCon Lahore' }),
    finding('scope', 'one-missing', { kinds: 'attendance' }),
    finding('clock', 'off', { seconds: 190, way: 'behind' }),
    finding('zone', 'differs', {
      zone: 'Asia/Karachi',
      time: '11:00',
      machine: 'Asia/Dubai',
      machineTime: '10:00',
    }),
    finding('disk', 'nearly-full', { folder: '/data', megabytes: 12, percent: 0, ms: 20 }),
    finding('queue', 'elsewhere', { count: 12, minutes: 4000, address: 'https://old.example' }),
    finding('hub', 'unreachable', { address: '192.168.1.7:4222', why: 'no-answer' }),
    finding('printer', 'none'),
    finding('version', 'differs', { version: '1.2.0', count: 2, others: '1.1.0, 1.1.1' }),
    finding('pin', 'easy'),
    finding('power', 'not-known'),
  ],
};

const MINUTE = 60_000;

/** No copy yet, and two sticks. */
const NO_COPY = {
  ok: true,
  copy: { is: 'off' },
  drives: ['/media/kiosk/BLUE', '/media/kiosk/Sandra’s photographs of the last three years'],
  takenOver: [],
};

/** A copy that can't be written, on a device that has gone on from another one's. */
const FAILED_COPY = {
  ok: true,
  copy: {
    ...{ is: 'on', folder: '/media/kiosk/BLUE', writtenAt: TOUR_TIME - 90_000, scans: 1240 },
    ...{ problem: 'read-only', since: TOUR_TIME - 60_000 },
  },
  drives: [],
  takenOver: [
    {
      ...{ device: 'kiosk-1a2b3c4d', until: TOUR_TIME - 7_200_000, at: TOUR_TIME - 3_600_000 },
      ...{ unsent: 12, refused: 1, settled: 841 },
    },
  ],
};

/** Opens the section about the copy. */
async function openCopy(page: Page) {
  await openStaff(page, PIN);
  await page.getByRole('tab', { name: WORDS.staff.files, exact: true }).click();
  const section = page.getByRole('region', { name: WORDS.copy.headline, exact: true });
  const press = (name: string) => section.getByRole('button', { name, exact: true }).click();
  await section.locator('[data-copy]').waitFor();
  return { section, press };
}

/** A venue with many things wrong, as this device knows it. */
const VENUE = aVenue({
  hub: { is: 'unreachable', silentMs: 3 * MINUTE, aheadMs: 62 * MINUTE },
  devices: [
    aDevice({
      deviceId: 'gate-a-1',
      isThis: true,
      queued: 3,
      oldestMs: 12 * MINUTE,
      letInTwice: 2,
    }),
    aDevice({ deviceId: 'kiosk-3f9c21aa', location: null, formerId: 'kiosk-south' }),
    aDevice({
      ...{ deviceId: 'courtyard-2', location: 'North entrance, across the courtyard' },
      ...{
        presence: 'gone',
        heardMs: 25 * MINUTE,
        lastScanMs: 31 * MINUTE,
        queued: 1234,
        oldestMs: 125 * MINUTE,
      },
    }),
    aDevice({ deviceId: 'gate-b-1', location: 'بوابة الشمال', connection: 'offline', queued: 41 }),
    aDevice({
      ...{ deviceId: 'gate-c-1', location: 'Gate C', connection: 'blocked', sharesJoin: true },
      ...{ storage: 'no-rights', clockAheadMs: -65 * MINUTE, lastScanMs: null },
    }),
    aDevice({ deviceId: 'gate-d-1', location: 'Gate D', presence: 'unknown', heardMs: 40_000 }),
  ],
  admitted: {
    total: 8541,
    gates: [
      { location: 'North entrance, across the courtyard', count: 5230 },
      { location: 'بوابة الشمال', count: 2100 },
      { location: null, count: 1200 },
    ],
    atOtherGates: 11,
  },
  letInTwice: [
    {
      ...{ scanId: 'twice-1', codeTail: 'E-17', scannedAt: TOUR_TIME - 4 * MINUTE },
      ...{ location: 'Gate A', first: { at: TOUR_TIME - 44 * MINUTE, location: 'بوابة الشمال' } },
    },
    {
      ...{ scanId: 'twice-2', codeTail: 'E-5', scannedAt: TOUR_TIME - 90 * MINUTE },
      location: 'Gate A',
      first: {
        at: TOUR_TIME - 26 * 60 * MINUTE,
        location: 'North entrance, across the courtyard',
      },
    },
  ],
});

/** A morning on which Confera was out of reach for a while. */
const COUNTS = aMorning(TOUR_TIME);

/** A step of the first set-up. What an earlier stop has entered is there again, but for the key. */
function step(name: string, arrive: Stop['arrive']): Stop {
  return staff(name, arrive, { kiosk: 'new' });
}

/** Goes on to the step in which the kiosk's place is entered. */
async function toPlace({ page, simulator }: Arrival): Promise<void> {
  await connect(page, { baseUrl: simulator.url, apiKey: KEY });
  await goOn(page, 'purpose', 'place');
}

const SETUP: readonly Stop[] = [
  step('setup', async ({ page }) => stepIs(page, 'connect')),
  step('setup-wrong', async ({ page }) => {
    await stepIs(page, 'connect');
    await onward(page).click();
    await page.getByRole('alert').first().waitFor();
  }),
  step('setup-code', async ({ page, scanner }) => {
    await stepIs(page, 'connect');
    await scanner.scan(await cheapCode());
    await page.getByText(WORDS.provisioning.taken, { exact: true }).waitFor();
  }),
  step('setup-keyboard', async ({ page }) => {
    await stepIs(page, 'connect');
    await (await Finger.on(page)).tap(field(page, 'baseUrl'));
    await page.getByRole('region', { name: WORDS.touchKeyboard.label }).waitFor();
  }),
  step('setup-refused', async ({ page, simulator }) => {
    await stepIs(page, 'connect');
    await field(page, 'baseUrl').fill(simulator.url);
    await field(page, 'apiKey').fill('cat_demo_revoked');
    await onward(page).click();
    await page.getByText(WORDS.settings.problems.unauthorized, { exact: true }).waitFor();
  }),
  step('setup-purpose', async ({ page, simulator }) => {
    await connect(page, { baseUrl: simulator.url, apiKey: KEY });
    await page.getByText(WORDS.settings.options.laptop, { exact: true }).click();
    await page.getByText(WORDS.setup.laptopNext, { exact: true }).waitFor();
  }),
  step('setup-place', async (at) => {
    await toPlace(at);
    await at.page.getByRole('combobox', { name: WORDS.settings.labels.timeZone }).fill('kara');
    await at.page.getByRole('option').first().waitFor();
  }),
  step('setup-try', async (at) => {
    await toPlace(at);
    await goOn(at.page, 'place', 'try');
    await at.scanner.scan('BADGE-5');
    await at.page.getByText(WORDS.setup.works, { exact: true }).waitFor();
  }),
  step('setup-pin', async (at) => {
    await toPlace(at);
    await goOn(at.page, 'place', 'try');
    await goOn(at.page, 'try', 'pin');
    await field(at.page, 'staffPin').fill('1234');
    await at.page.getByText(WORDS.setup.pinEasy, { exact: true }).waitFor();
  }),
];

/** They come before any scan, and in this order, so that the overview has the same scans on each tour. */
const STAFF: readonly Stop[] = [
  staff('overview', async (at) => {
    await idle(at);
    await scanned(at, 'BADGE-5', 'checked-in');
    await scanned(at, 'BADGE-REVOKED', 'rejected');
    await scanned(at, 'BADGE-KEY-REUSED', 'attention');
    await scanned(at, 'BADGE-INVALID', 'rejected');
    await openOverview(at.page);
  }),
  staff('dismiss', async (at) => {
    await idle(at);
    await openOverview(at.page);
    const dismiss = { name: new RegExp(`^${WORDS.staff.dismiss}`) };
    await at.page.getByRole('button', dismiss).first().click();
    await at.page.getByLabel(WORDS.scans.why, { exact: true }).waitFor();
  }),
  staff(
    'check',
    async (at) => {
      const { page } = at;
      // Free space and the machine's zone differ between machines, and here every kind of line has to be seen.
      await page.route('**/bridge/runPreflight', (route) => route.fulfill({ json: FOUND }));
      await idle(at);
      await openOverview(page);
      await page.getByRole('tab', { name: WORDS.staff.check, exact: true }).click();
      await page.locator('[data-check="camera"][data-state="amber"]').waitFor();
      await page.locator('[data-check="disk"][data-state="red"]').waitFor();
    },
    { arranged: { unchecked: true } },
  ),
  staff('scans', async (at) => {
    await openScans(at);
    await at.page.locator('.scan-rows [data-standing="rejected"]').first().waitFor();
  }),
  staff('scan-story', async (at) => {
    await openScans(at);
    await at.page.locator('.scan-rows [data-standing="rejected"]').first().click();
    await at.page.locator('[data-row="id"]').waitFor();
    await button(at.page, WORDS.staff.dismiss).last().click();
    await at.page.getByLabel(WORDS.scans.why, { exact: true }).waitFor();
  }),
  staff('counts', async (at) => {
    const { page } = at;
    await page.route('**/bridge/getCounts', (route) => route.fulfill({ json: COUNTS }));
    await idle(at);
    await openOverview(page);
    await page.getByRole('tab', { name: WORDS.staff.counts, exact: true }).click();
    await page.locator('[data-count="admitted"]').first().waitFor();
  }),
  staff(
    'venue',
    async (at) => {
      const { page } = at;
      await page.route('**/bridge/getVenue', (route) => route.fulfill({ json: VENUE }));
      await idle(at);
      await openOverview(page);
      await page.getByRole('tab', { name: WORDS.staff.venue, exact: true }).click();
      await page.locator('[data-device="gate-d-1"]').waitFor();
    },
    { arranged: { hasHub: true } },
  ),
  staff('scanner-test', async ({ page, scanner }) => {
    await openScannerTest(page, PIN);
    await scanner.scan('BADGE-5');
    await page.locator('[data-source="wedge"]').first().waitFor();
  }),
  staff('settings', async ({ page }) => openSettings(page, PIN)),
  staff('settings-open', async ({ page }) => {
    await openSettings(page, PIN);
    for (const summary of await page.locator('summary').all()) await summary.click();
  }),
  staff('settings-code', async ({ page }) => {
    await openSettings(page, PIN);
    await button(page, WORDS.provisioning.open).click();
    await button(page, WORDS.provisioning.paste).click();
    await page.getByLabel(WORDS.provisioning.letters, { exact: true }).fill('BADGE-5');
    await button(page, WORDS.provisioning.goOn).click();
    await page.getByText(WORDS.provisioning.problem['no-code'], { exact: true }).waitFor();
  }),
  staff('settings-hub', async ({ page }) => {
    await openSettings(page, PIN);
    const section = page.getByRole('region', { name: WORDS.hub.headline, exact: true });
    const press = (name: string) => section.getByRole('button', { name, exact: true }).click();
    await press(WORDS.hub.join);
    await press(WORDS.hub.paste);
    await section.getByLabel(WORDS.hub.line, { exact: true }).fill('BADGE-5');
    await press(WORDS.provisioning.goOn);
    await section.getByText(WORDS.hub.noCode, { exact: true }).waitFor();
    await section.evaluate((element) => element.scrollIntoView());
  }),
  staff('hub-host-choose', async ({ page }) => {
    await page.route('**/bridge/getHubPlaces', (route) => route.fulfill({ json: HUB_PLACES }));
    const { section, press } = await openHubHost(page);
    await press(WORDS.hubHost.open);
    await press(WORDS.hubHost.start);
    await section.getByText(WORDS.hubHost.choose, { exact: true }).waitFor();
    await section.evaluate((element) => element.scrollIntoView());
  }),
  staff('hub-host-failed', async ({ page }) => {
    await page.route('**/bridge/getHubHost', (route) => route.fulfill({ json: FAILED_HUB }));
    const { section } = await openHubHost(page);
    await section.locator('[data-hub-host="failed"]').waitFor();
    await section.evaluate((element) => element.scrollIntoView());
  }),
  staff('hub-host-adding', async ({ page }) => {
    await page.route('**/bridge/getHubHost', (route) => route.fulfill({ json: HOSTED_HUB }));
    const { section, press } = await openHubHost(page);
    await press(WORDS.hubHost.add);
    await press(WORDS.hubHost.make);
    await section.getByRole('alert').waitFor();
    await section.evaluate((element) => element.scrollIntoView());
  }),
  staff('hub-host-code', async ({ page }) => {
    await page.route('**/bridge/getHubHost', (route) => route.fulfill({ json: HOSTED_HUB }));
    await page.route('**/bridge/addHubDevice', (route) => route.fulfill({ json: HUB_CODE }));
    const { section, press } = await openHubHost(page);
    await press(WORDS.hubHost.add);
    await section.getByLabel(WORDS.hubHost.name, { exact: true }).fill('South gate');
    await press(WORDS.hubHost.make);
    await section.locator('.hub-code svg').waitFor();
    await section.locator('.hub-code').evaluate((element) => element.scrollIntoView());
  }),
  staff('files', async ({ page }) => {
    await page.route('**/bridge/getFiles', (route) => route.fulfill({ json: FILES }));
    await openStaff(page, PIN);
    await page.getByRole('tab', { name: WORDS.staff.files, exact: true }).click();
    const to = page.getByLabel(WORDS.files.to, { exact: true });
    await to.selectOption({ index: 1 });
    const saved = { ok: true, csv: null, next: null, count: 1_000_000 };
    const json = { ...saved, fileName: 'scans.csv', savedAs: `${STICK}/${SCANS_FILE}` };
    await page.route('**/bridge/exportScans', (route) => route.fulfill({ json }));
    await button(page, WORDS.files.exportScans).click();
    await page.locator('.files .told').getByText(SCANS_FILE).waitFor();
  }),
  staff('copy', async ({ page }) => {
    await page.route('**/bridge/getCopy', (route) => route.fulfill({ json: NO_COPY }));
    const { section, press } = await openCopy(page);
    await press(WORDS.copy.open);
    await press(WORDS.copy.start);
    await section.getByRole('alert').waitFor();
  }),
  staff('copy-fails', async ({ page }) => {
    await page.route('**/bridge/getCopy', (route) => route.fulfill({ json: FAILED_COPY }));
    const { section } = await openCopy(page);
    await section.locator('[data-copy="fails"]').waitFor();
  }),
  staff('codes', async ({ page }) => {
    await openCodes(page);
    await page.getByLabel(WORDS.codes.many, { exact: true }).check();
    await page
      .getByLabel(WORDS.codes.table, { exact: true })
      .fill('location,purpose,key\nNorth,roof,cat_demo_1\nSouth,gate,');
    await button(page, WORDS.codes.make).click();
    await page.getByRole('alert').waitFor();
  }),
  staff('codes-made', async ({ page }) => {
    // Every sheet has a name and codes of its own, and here they have to be the same each time.
    await page.route('**/bridge/makeSheet', (route) => route.fulfill({ json: SHEET }));
    await openCodes(page);
    await button(page, WORDS.codes.make).click();
    await page.locator('.made-sheet article').nth(1).waitFor();
  }),
  staff('wipe-asked', async ({ page }) => {
    await openSettings(page, PIN);
    await button(page, WORDS.wipe.open).click();
    await page.getByText(WORDS.wipe.headline).waitFor();
  }),
  staff('leave-asked', async (at) => {
    const { page } = at;
    await idle(at);
    await openOverview(page);
    await button(page, WORDS.staff.leave).click();
    await page.locator('.leaving').filter({ hasText: /./ }).waitFor();
  }),
  staff('overview-steward', async (at) => {
    await idle(at);
    await openOverview(at.page, STEWARDS_PIN);
  }),
  staff('pin-supervisor', async ({ page }) => {
    await openStaff(page, STEWARDS_PIN);
    await button(page, WORDS.staff.more).click();
    await enterPin(page, STEWARDS_PIN);
    await page.getByText(WORDS.pin.problem['not-enough']).waitFor();
  }),
  visitor('pin', async ({ page }) => openPinPad(page)),
];

const VISITORS: readonly Stop[] = [
  visitor('idle', idle),
  visitor(
    'idle-unchecked',
    async (at) => {
      await idle(at);
      await at.page.locator('.unchecked-mark').waitFor();
    },
    { arranged: { unchecked: true } },
  ),
  visitor(
    'idle-camera',
    async (at) => {
      await at.page.locator('.idle[data-camera="on"]').waitFor();
      await idle(at);
    },
    { camera: true },
  ),
  visitor('languages', async (at) => {
    await idle(at);
    await at.page.locator('.bottom-edge .language').click();
    await at.page.locator('dialog.languages').waitFor();
  }),
  visitor('code-entry', async (at) => {
    await idle(at);
    await button(at.page, WORDS.edge.typeCode).click();
  }),
  visitor('code-entry-other-case', async (at) => {
    await idle(at);
    await typeCode(at, 'badge-5');
  }),
  visitor('checking', async (at) => {
    await idle(at);
    // The core is never asked, so no answer comes.
    await at.page.route('**/bridge/scan', () => {});
    await scanned(at, 'TEST-CHECKING', 'checking');
    // The mark comes sooner than the words.
    await resultSays(at.page, WORDS.checking);
  }),
];

const RESULTS: readonly Stop[] = [
  result('checked-in', 'checked-in', LONG_NAME),
  {
    ...result('already-checked-in', 'already-checked-in', LONG_NAME),
    arrive: async (at) => {
      await idle(at);
      // The first scan of this badge checks it in, and one that comes too soon after another is ignored.
      await until(async () => {
        await at.scanner.scan(LONG_NAME);
        const result = at.page.locator('[data-outcome="already-checked-in"]');
        // Each scan is a line of the overview, so none may be repeated only because the machine is busy.
        await result.waitFor({ timeout: 5000 });
      });
    },
  },
  result('rejected-unknown', 'rejected', NOBODYS),
  result('rejected-revoked', 'rejected', 'BADGE-REVOKED'),
  result('rejected-invalid', 'rejected', 'BADGE-INVALID'),
  // All that this scanner sent is which alphabet the code would have been in.
  result('unreadable', 'unreadable', '\\000026'),
  result('no-badge', 'unreadable', 'X'.repeat(513)),
  {
    ...result('typed-refused', 'rejected', NOBODYS),
    arrive: async (at) => {
      await idle(at);
      await typeCode(at, NOBODYS);
      await button(at.page, WORDS.codeEntry.checkIn).click();
      await button(at.page, WORDS.edge.tryAgain).waitFor();
    },
  },
  {
    ...result('not-saved', 'not-saved', 'TEST-NOT-SAVED'),
    arrive: async (at) => {
      await idle(at);
      const lock = new Database(path.join(at.dataDir, 'kiosk.db'));
      lock.exec('BEGIN IMMEDIATE');
      await scanned(at, 'TEST-NOT-SAVED', 'not-saved');
      lock.close();
    },
  },
];

/** A badge that another entrance has scanned before. Only devices that share a hub know that, so the answer is put in. */
function scannedBefore(
  name: string,
  told: Omit<Partial<ScanAnswer>, 'first'>,
  place: string,
): Stop {
  const first = { at: TOUR_TIME - 108 * 60_000, location: place };
  const outcome = told.outcome ?? 'already-checked-in';
  const json = {
    scanId: name,
    kind: 'badge',
    day: null,
    name: null,
    first,
    passBack: null,
    ...told,
    outcome,
  };
  return result(name, outcome, 'TEST-ELSEWHERE', async ({ page }) => {
    await page.route('**/bridge/scan', (route) => route.fulfill({ json }));
  });
}

const ELSEWHERE: readonly Stop[] = [
  scannedBefore('elsewhere', { reason: 'elsewhere' }, 'North entrance'),
  scannedBefore('elsewhere-just-now', { reason: 'elsewhere-just-now' }, 'بوابة الشمال'),
  scannedBefore(
    'elsewhere-staff',
    { outcome: 'attention', reason: 'elsewhere' },
    'North entrance, across the courtyard',
  ),
];

/** A badge that came back while its holder can't have left: a steward is to look. */
const PASS_BACK: Stop = visitor(
  'pass-back',
  async (at) => {
    await outcomeIs(at.page, 'idle');
    const before = { at: TOUR_TIME - 40_000, location: 'Gate A' };
    const json = {
      scanId: 'pass-back',
      outcome: 'already-checked-in',
      kind: 'badge',
      day: null,
      reason: null,
      name: 'Ayesha Khan',
      first: before,
      passBack: before,
    };
    await at.page.route('**/bridge/scan', (route) => route.fulfill({ json }));
    await scanned(at, 'TEST-NINE', 'already-checked-in');
  },
  { arranged: { layout: 'steward', resultsStay: true } },
);

/** Beside the results, a steward has the last scans, a refused one among them. */
const STEWARD: Stop = visitor(
  'steward',
  async (at) => {
    await outcomeIs(at.page, 'idle');
    const looked = at.page.locator('.idle .camera[data-starting="false"]');
    await looked.waitFor({ state: 'attached', timeout: 20_000 });
    await scanned(at, 'BADGE-REVOKED', 'rejected');
    await scanned(at, 'TEST-NINE', 'checked-in');
    await scanned(at, 'TEST-TEN', 'checked-in');
  },
  { arranged: { layout: 'steward', resultsStay: true } },
);

/** Scans while Confera can't be reached, or refuses the key. */
async function scannedInTrouble(at: Arrival, kind: 'reset-before' | 'unauthorized', code: string) {
  at.simulator.setFaults([{ fault: { kind }, on: 'all' }]);
  await at.scanner.scan(code);
  const is = kind === 'unauthorized' ? 'blocked' : 'offline';
  await at.page.locator(`[data-connection="${is}"]`).waitFor({ state: 'attached' });
}

/** The first of them to be shown makes its kiosk offline, or refused, and it stays so for the others. */
const TROUBLES: readonly Stop[] = [
  {
    name: 'queued',
    kind: 'result',
    kiosk: 'ready',
    arrive: async (at) => {
      await idle(at);
      await scannedInTrouble(at, 'reset-before', 'TEST-QUEUED-1');
      await outcomeIs(at.page, 'queued');
    },
  },
  visitor('idle-offline', async (at) => {
    await idle(at);
    await scannedInTrouble(at, 'reset-before', 'TEST-QUEUED-2');
    await outcomeIs(at.page, 'queued');
    // A page that has just been loaded shows no result.
    await at.page.reload();
    await idle(at);
    await at.page.locator('[data-connection="offline"]').waitFor();
  }),
  staff('overview-offline', async (at) => {
    await idle(at);
    await scannedInTrouble(at, 'reset-before', 'TEST-QUEUED-3');
    await outcomeIs(at.page, 'queued');
    await openOverview(at.page);
  }),
  staff('wipe-with-scans', async (at) => {
    await idle(at);
    await scannedInTrouble(at, 'reset-before', 'TEST-QUEUED-4');
    await outcomeIs(at.page, 'queued');
    await openSettings(at.page, PIN);
    await button(at.page, WORDS.wipe.open).click();
    await button(at.page, WORDS.wipe.confirm).click();
    await button(at.page, WORDS.wipe.export).waitFor();
  }),
  visitor('pin-locked-out', async ({ page }) => {
    await openPinPad(page);
    for (let wrong = 0; wrong < 2; wrong += 1) {
      await enterPin(page, '0000');
      // A PIN that was refused is taken out of the field.
      await page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('#pin')?.value === '',
      );
    }
    const zero = page.locator('.pin-pad .digits').getByText('0', { exact: true });
    for (let digits = 0; digits < 4; digits += 1) await zero.click();
    const name = WORDS.pin.unlock;
    const unlock = page.getByRole('button', { name, exact: true, disabled: false });
    await unlock.waitFor();
    // So that the seconds that are left don't depend on how long the answer takes.
    await page.clock.pauseAt(TOUR_TIME);
    await unlock.click();
    await page.getByRole('alert').filter({ hasText: /\d/ }).waitFor();
    // The pad looks at the time every quarter of a second. Whenever that was last, it is in the same second now.
    await page.clock.runFor(500);
  }),
  {
    name: 'attention',
    kind: 'result',
    kiosk: 'refused',
    arrive: async (at) => {
      await idle(at);
      await scannedInTrouble(at, 'unauthorized', 'TEST-ATTENTION-1');
      await outcomeIs(at.page, 'attention');
    },
  },
  visitor(
    'blocked',
    async (at) => {
      await outcomeIs(at.page, 'idle');
      await scannedInTrouble(at, 'unauthorized', 'TEST-ATTENTION-2');
      await outcomeIs(at.page, 'attention');
      await at.page.reload();
      await at.page.locator('main[data-shown="closed"]').waitFor();
    },
    { kiosk: 'refused' },
  ),
];

/** As long a name as staff may type. */
const LONG_PLACE = 'the north entrance, across the courtyard';

/** The screens of an entrance that staff have closed. */
const CLOSED: readonly Stop[] = [
  visitor('closed', async (at) => showsClosed(at, null), { kiosk: 'closed' }),
  visitor('closed-place', async (at) => showsClosed(at, LONG_PLACE), { kiosk: 'closed' }),
  staff(
    'overview-closed',
    async (at) => {
      await showsClosed(at, 'Gate B');
      await openStaff(at.page, PIN);
      await button(at.page, WORDS.entrance.open).waitFor();
      await at.page.getByText(WORDS.staff.recentNone, { exact: true }).waitFor();
    },
    { kiosk: 'closed' },
  ),
];

async function showsClosed({ page, kiosk }: Arrival, place: string | null): Promise<void> {
  kiosk.closure.sendTo(place);
  await page.locator('[data-closed="by-staff"]').waitFor();
  // The event's name comes some seconds after the start.
  await page.locator('.top-edge.branded').waitFor({ timeout: 20_000 });
  const { byStaff } = WORDS.closed;
  await page.getByText(place === null ? byStaff.below : byStaff.place({ place })).waitFor();
}

const FAULTS: readonly Stop[] = [
  visitor('fault', async ({ page }) => screenIs(page, 'fault'), { kiosk: 'faulty' }),
  staff(
    'fault-settings',
    async ({ page }) => {
      await openPinPad(page);
      await enterPin(page, PIN);
      await button(page, WORDS.settings.save).waitFor();
    },
    { kiosk: 'faulty' },
  ),
];

/** Every screen of the kiosk, in the order of the tour: what a stop leaves behind doesn't hinder those after it. */
export const STOPS: readonly Stop[] = [
  ...SETUP,
  ...STAFF,
  ...VISITORS,
  ...RESULTS,
  ...ELSEWHERE,
  PASS_BACK,
  STEWARD,
  ...TROUBLES,
  ...CLOSED,
  ...FAULTS,
];
