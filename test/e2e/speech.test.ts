import { expect, it } from 'vitest';
import { LANGUAGES } from '../../shared/words/languages.ts';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { logVoices, type SpeechEvent, speechOf, type Voices } from './fixtures/logged-voices.ts';
import { nextResult, outcomeIs } from './fixtures/page-marks.ts';
import { PIN, runScanningKiosk, type ScanningKiosk } from './fixtures/running-kiosk.ts';
import { openScannerTest, openSettings } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.result;
const SPEAKING = { KIOSK_SPEECH: '1', KIOSK_EVENT_NAME: 'Harbour Conference' };
/** How soon after its result a sentence has to start, in milliseconds. */
const SOON_MS = 300;

function kioskWith(voices: Voices, env: Record<string, string> = SPEAKING) {
  return runScanningKiosk(served, { env, onPage: (page) => logVoices(page, voices) });
}

type Spoken = Extract<SpeechEvent, { is: 'spoken' }>;

async function spokenBy({ page }: ScanningKiosk): Promise<Spoken[]> {
  const { speech } = await speechOf(page);
  return speech.filter((event) => event.is === 'spoken');
}

/** Resolves once something is spoken, with everything that has been. */
function heard(kiosk: ScanningKiosk, text: string): Promise<Spoken[]> {
  return until(async () => {
    const spoken = await spokenBy(kiosk);
    expect(spoken.map((each) => each.text)).toContain(text);
    return spoken;
  });
}

it('says a result in the language of the screen, at once and as loud as is set, without a name', async () => {
  const kiosk = await kioskWith({ langs: ['de-DE', 'en-GB'] }, { ...SPEAKING, KIOSK_VOLUME: '40' });
  await kiosk.scanner.scan('BADGE-1');
  const spoken = await heard(kiosk, SAY.welcome);
  expect(spoken.map(({ text, lang, volume }) => [text, lang, volume])).toEqual([
    [SAY.checkedIn, 'en-GB', 0.4],
    [SAY.welcome, 'en-GB', 0.4],
  ]);
  const { results } = await speechOf(kiosk.page);
  const shownAt = results.find(({ outcome }) => outcome === 'checked-in')?.at ?? 0;
  expect((spoken[0]?.at ?? Number.POSITIVE_INFINITY) - shownAt).toBeLessThan(SOON_MS);
  // It says where a badge was scanned before as well. Without a hub no core knows that, so the answer is put in.
  const first = { at: 0, location: 'Gate B' };
  const told = { scanId: 'scan', kind: 'badge', day: null, name: 'Ayesha', first, passBack: null };
  const json = { ...told, outcome: 'already-checked-in', reason: 'elsewhere-just-now' };
  await kiosk.page.route('**/bridge/scan', (route) => route.fulfill({ json }));
  await kiosk.scanner.scan('BADGE-2');
  const where = SAY.firstScan.justNowAtPlace({ place: 'Gate B' });
  const both = await heard(kiosk, where);
  expect(both.slice(-3).map(({ text }) => text)).toEqual([SAY.alreadyCheckedIn, SAY.goIn, where]);
  // What the kiosk says itself, a screen reader doesn't say again.
  const result = kiosk.page.locator('[role="status"][data-outcome]');
  expect(await result.getAttribute('aria-live')).toBe('off');
});

it('cuts a result off when the next one comes', async () => {
  const kiosk = await kioskWith({ langs: ['en-GB'] });
  const told = await nextResult(kiosk.page);
  await kiosk.scanner.scan('BADGE-UNKNOWN');
  await told('rejected');
  await heard(kiosk, SAY.rejected['unknown-badge']);
  await kiosk.scanner.scan('BADGE-2');
  await heard(kiosk, SAY.checkedIn);
  const { speech } = await speechOf(kiosk.page);
  const next = speech.findIndex((event) => event.is === 'spoken' && event.text === SAY.checkedIn);
  expect(speech[next - 1]?.is).toBe('cut-off');
});

it('never says a code, whatever becomes of it', async () => {
  const kiosk = await kioskWith({ langs: ['en-GB'] });
  const { page, scanner, simulator } = kiosk;
  /** Resolves once something new has been spoken. */
  const afterwards = async (scan: () => Promise<void>) => {
    const before = await spokenBy(kiosk);
    await scan();
    await until(async () => expect((await spokenBy(kiosk)).length).toBeGreaterThan(before.length));
  };
  const codes = ['BADGE-3', 'BADGE-UNKNOWN', 'BADGE-REVOKED', 'BADGE-INVALID', 'BADGE-KEY-REUSED'];
  for (const code of codes) await afterwards(() => scanner.scan(code));
  await scanner.scan('X'.repeat(513));
  await heard(kiosk, SAY.notABadge);
  await outcomeIs(page, 'idle');
  await page.getByRole('button', { name: WORDS.edge.typeCode, exact: true }).click();
  await page.getByRole('dialog').locator('input').fill('TEST-TYPED');
  await afterwards(() =>
    page.getByRole('button', { name: WORDS.codeEntry.checkIn, exact: true }).click(),
  );
  simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  await scanner.scan('TEST-WAITING');
  const spoken = await heard(kiosk, SAY.willConfirm);
  for (const { text } of spoken) expect(text).not.toMatch(/BADGE-|TEST-|XXX/);
});

it('speaks with voices that come late, and in the language that a visitor has chosen', async () => {
  const kiosk = await kioskWith({ langs: ['en-GB', 'de-DE'], lateMs: 1500 });
  const { page, scanner } = kiosk;
  await page.getByRole('button', { name: WORDS.languages.open({ name: 'English' }) }).click();
  await page.getByRole('button', { name: LANGUAGES.de.name, exact: true }).click();
  const result = page.locator('[role="status"][data-outcome][aria-live="off"]');
  await result.waitFor({ state: 'attached' });
  await scanner.scan('BADGE-4');
  const spoken = await until(async () => {
    const all = await spokenBy(kiosk);
    expect(all).toHaveLength(2);
    return all;
  });
  expect(new Set(spoken.map(({ lang }) => lang))).toEqual(new Set(['de-DE']));
  expect(spoken[0]?.text).not.toBe(SAY.checkedIn);
});

it.each([
  ['the setting is off', { langs: ['en-GB'] }, {}],
  ['the volume is 0', { langs: ['en-GB'] }, { ...SPEAKING, KIOSK_VOLUME: '0' }],
  ['there is no voice for the language', { langs: ['ur-PK'] }, SPEAKING],
] as const)('says nothing while %s', async (_, { langs }, env) => {
  const kiosk = await kioskWith({ langs: [...langs] }, env);
  await kiosk.scanner.scan('BADGE-5');
  await outcomeIs(kiosk.page, 'checked-in');
  await outcomeIs(kiosk.page, 'idle');
  expect(await spokenBy(kiosk)).toEqual([]);
});

it('tells staff which languages have no voice, and speaks a sample in the others', async () => {
  const offered = { ...SPEAKING, KIOSK_OFFERED_LANGUAGES: 'en,ur,de' };
  const kiosk = await kioskWith({ langs: ['en-GB', 'de-DE'] }, offered);
  await openScannerTest(kiosk.page, PIN);
  await kiosk.page.getByText(WORDS.sound.noVoice({ names: 'اردو' })).waitFor();
  await kiosk.page.getByText(WORDS.sound.getVoice).waitFor();
  await kiosk.page.getByRole('button', { name: WORDS.sound.sample({ name: 'Deutsch' }) }).click();
  const [sample] = await until(async () => {
    const spoken = await spokenBy(kiosk);
    expect(spoken).not.toEqual([]);
    return spoken;
  });
  expect(sample).toMatchObject({ lang: 'de-DE', volume: 1 });
});

it('tells in the settings which languages have no voice, as soon as speech is chosen', async () => {
  const kiosk = await kioskWith({ langs: ['de-DE'] }, { KIOSK_OFFERED_LANGUAGES: 'en,de' });
  const { page } = kiosk;
  await openSettings(page, PIN);
  await page.getByText(WORDS.settings.more, { exact: true }).click();
  const told = page.getByText(WORDS.sound.noVoice({ names: 'English' }));
  expect(await told.count()).toBe(0);
  await page.getByRole('switch', { name: WORDS.settings.labels.speech }).press(' ');
  await told.waitFor();
});
