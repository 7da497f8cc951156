import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { KnownConference } from '../../../../electron/core/key/known-conference.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

const HARBOUR = { ok: true, conference: { name: 'Harbour' } };
const ISLAND = { ok: true, conference: { name: 'Island' } };
const UNNAMED = { ok: true };

test('is known for its address alone, also after another one was used', () => {
  const dataDir = temporaryFolder();
  const at = (baseUrl: string) => new KnownConference({ dataDir, baseUrl });
  const first = at('https://a.example');
  expect(first.isOtherIn(ISLAND)).toBe(false);
  first.note(HARBOUR);
  first.note(UNNAMED);
  expect(first.isOtherIn(ISLAND)).toBe(true);
  expect(first.isOtherIn(UNNAMED)).toBe(false);
  const elsewhere = at('https://b.example');
  expect(elsewhere.isOtherIn(ISLAND)).toBe(false);
  elsewhere.note(ISLAND);
  expect(at('https://a.example').isOtherIn(HARBOUR)).toBe(false);
  expect(at('https://a.example').isOtherIn(ISLAND)).toBe(true);
});

test('an id and a name can’t be compared, and two ids or two names can', () => {
  const withId = (id: number) => ({ conference: { id, name: 'Harbour' } });
  const conference = new KnownConference({
    dataDir: temporaryFolder(),
    baseUrl: 'https://a.example',
  });
  conference.note(HARBOUR);
  expect(conference.isOtherIn(withId(7))).toBe(false);
  conference.note(withId(7));
  expect(conference.isOtherIn(HARBOUR)).toBe(false);
  expect(conference.isOtherIn(withId(8))).toBe(true);
});

test.each<[string, (file: string) => void]>([
  ['is damaged', (file) => writeFileSync(file, '{"https://a.example":')],
  ['is no file', (file) => mkdirSync(path.join(file, 'inside'), { recursive: true })],
])('is not known if what was kept %s, and the kiosk starts all the same', (_, spoil) => {
  const dataDir = temporaryFolder();
  spoil(path.join(dataDir, 'conference.json'));
  const conference = new KnownConference({ dataDir, baseUrl: 'https://a.example' });
  expect(conference.isOtherIn(ISLAND)).toBe(false);
  conference.note(HARBOUR);
  expect(conference.isOtherIn(ISLAND)).toBe(true);
});
