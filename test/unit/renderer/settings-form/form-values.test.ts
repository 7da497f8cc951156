import { expect, test } from 'vitest';
import {
  changedValues,
  changesAddress,
  connectionFrom,
  filledWith,
  type Typed,
  typedFor,
  typedFrom,
  unsavedTexts,
  viewsFor,
} from '../../../../renderer/settings-form/form-values.ts';
import type { SettingView } from '../../../../shared/bridge/setting-view.ts';

function view(name: SettingView['name'], changes: Partial<SettingView> = {}): SettingView {
  return {
    name,
    value: null,
    isSet: false,
    source: 'saved',
    editable: true,
    ...changes,
  };
}

const VIEWS = [
  view('baseUrl', { value: 'https://a.example', source: 'environment', editable: false }),
  view('apiKey', { isSet: true }),
  view('location', { value: 'Gate A' }),
  view('mode', { value: 'auto', source: 'default' }),
];

test.each<{ name: string; typed: Typed; saves: ReturnType<typeof changedValues> }>([
  { name: 'nothing typed', typed: {}, saves: {} },
  { name: 'another location', typed: { location: ' Gate B ' }, saves: { location: 'Gate B' } },
  { name: 'a value taken away', typed: { location: '' }, saves: { location: '' } },
  { name: 'a new key', typed: { apiKey: 'k' }, saves: { apiKey: 'k' } },
  { name: 'a setting given from outside', typed: { baseUrl: 'https://b.example' }, saves: {} },
  {
    name: 'a setting the core did not list',
    typed: { desk: 'Hall 3' },
    saves: { desk: 'Hall 3' },
  },
])('$name saves what changed', ({ typed, saves }) => {
  expect(changedValues(VIEWS, { ...typedFrom(VIEWS), ...typed })).toEqual(saves);
});

test('an address is tested and saved as it was meant', () => {
  const typed = { baseUrl: ' confera.example ' };
  expect(connectionFrom(typed).baseUrl).toBe('https://confera.example');
  expect(changedValues([], typed).baseUrl).toBe('https://confera.example');
});

test('a field that offers a choice always has one', () => {
  expect(typedFrom([])).toMatchObject({ mode: 'auto', scannerSide: 'bottom', location: '' });
});

test('a switch that nobody has set is off, and saves nothing', () => {
  expect(typedFrom([])).toMatchObject({ speech: '0' });
  expect(changedValues([], typedFrom([]))).toEqual({});
});

test.each([
  [{ baseUrl: 'https://b.example' }, true],
  // Saving it tests it.
  [{ apiKey: 'k' }, false],
  [{ location: 'Gate B' }, false],
])('%j changes the address: %s', (changed, expected) => {
  expect(changesAddress(changed)).toBe(expected);
});

const FRESH = [
  view('purpose', { value: 'self-service', source: 'default' }),
  view('theme', { value: 'system', source: 'default' }),
  view('volume', { value: '100', source: 'default' }),
  view('speech', { value: '0', source: 'default' }),
];

test('what is restored together with a purpose has the defaults of that purpose, and saves none of them', () => {
  const views = [...FRESH, view('location', { value: 'Gate A', editable: false })];
  const restored = { purpose: 'laptop', volume: '10', location: 'Gate B' };
  const typed = filledWith(views, typedFrom(views), restored);
  expect(typed).toMatchObject({ theme: 'light', location: 'Gate A' });
  const saves = { purpose: 'laptop', volume: '10' };
  expect(changedValues(viewsFor(views, 'laptop'), typed)).toEqual(saves);
});

/** What is saved if somebody chooses a purpose and then types. */
function savedAfter(views: readonly SettingView[], purpose: string, typed: Typed) {
  const filled = { ...typedFor(views, typedFrom(views), purpose), ...typed };
  return changedValues(viewsFor(views, purpose), filled);
}

test('a purpose brings its own defaults into the fields, and none of them is saved', () => {
  expect(typedFor(FRESH, typedFrom(FRESH), 'laptop')).toMatchObject({
    purpose: 'laptop',
    theme: 'light',
    volume: '40',
    speech: '0',
  });
  expect(savedAfter(FRESH, 'laptop', {})).toEqual({ purpose: 'laptop' });
  expect(savedAfter(FRESH, 'self-service', {})).toEqual({});
});

test('what is chosen besides is saved, even if it is another purpose’s default', () => {
  const other = { theme: 'system', volume: '100' };
  expect(savedAfter(FRESH, 'laptop', other)).toEqual({ purpose: 'laptop', ...other });
});

test('what was typed or saved before stays as it is', () => {
  const typed = { ...typedFrom(FRESH), theme: 'contrast' };
  expect(typedFor(FRESH, typed, 'laptop')).toMatchObject({ theme: 'contrast', volume: '40' });
  const saved = [...FRESH.slice(0, 2), view('volume', { value: '90' })];
  expect(typedFor(saved, typedFrom(saved), 'laptop')).toMatchObject({ volume: '90' });
});

test('what is typed is kept as it is, but for secrets, and no default of another purpose with it', () => {
  const views = [...VIEWS, view('purpose', { value: 'self-service', source: 'default' })];
  const typed = {
    ...typedFor(views, typedFrom(views), 'gate'),
    ...{ location: ' Gate B ', apiKey: 'k', staffPin: '1' },
  };
  const unsaved = unsavedTexts(views, typed);
  expect(unsaved).toEqual({ purpose: 'gate', location: ' Gate B ' });
  const again = filledWith(views, typedFrom(views), unsaved);
  expect(again).toEqual({ ...typed, apiKey: '', staffPin: '' });
  expect(unsavedTexts(views, typedFrom(views))).toEqual({});
});
