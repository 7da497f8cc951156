import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ownWords } from './own-words.ts';

/**
 * The rooms from which words could reach a screen. Left out are those that speak on stderr to whoever starts a command
 * (`electron/gate/`, `process/`, `start/`), and the core's rooms whose words are SQL, errors and the log.
 */
const ROOMS = [
  'renderer/**/*.{ts,tsx}',
  'shared/**/*.ts',
  'electron/core/{checkin,delivery,key,status}/**/*.ts',
  'electron/{kiosk,page,served,settings,shell}/**/*.ts',
];

/** Parts of these rooms that speak English to somebody else than a visitor or the event's staff. */
const ENGLISH = [
  // A worker without a page. Measurements name the ways in which it prepares a picture.
  'renderer/scanner/decoder/',
  // What a command says on stderr, in a window for whoever started the app by its icon.
  'electron/shell/explain-bad-setting.ts',
  'electron/shell/guard/',
  // Why the app does not update itself, for the log.
  'electron/shell/updates/',
  // What a browser is told that has not been let in.
  'electron/served/answer-request.ts',
];

const WHAT_TO_DO =
  'Give the sentence a key in shared/words/catalogues/en.json and a meaning in meanings.json, run `npm run words`, ' +
  'and show it with useWords(). The core sends a code, for which the page has words.';

describe('the check finds', () => {
  test.each([
    ['a text between tags', '<p>Welcome</p>', ['Welcome']],
    ['one of two texts', "<p>{ok ? 'Yes' : no}</p>", ['Yes']],
    ['a text for want of another', "<p>{problem ?? 'Done'}</p>", ['Done']],
    ['a text around a value', '<p>{`Hello $' + '{name}`}</p>', ['Hello']],
    ['a text in a list', "<ul>{names.map(() => <li>{'Badge'}</li>)}</ul>", ['Badge']],
    ['a label', '<input aria-label="Name" className="name" />', ['Name']],
    ['a placeholder that is chosen', "<input placeholder={key ? 'Kept' : ''} />", ['Kept']],
    ['an alternative text', '<img alt="A badge" src="badge.png" />', ['A badge']],
    ['a sentence for a component', '<Notice says="Please wait" />', ['Please wait']],
    ['a title', "document.title = 'Closed';", ['Closed']],
    ['an attribute set by hand', "button.setAttribute('title', 'Close');", ['Close']],
    ['a sentence in a constant', "const told = 'Try again';", ['Try again']],
    [
      'the end of a sentence',
      'const told = `$' + '{file} could not be saved`;',
      [' could not be saved'],
    ],
    [
      'a sentence in an answer',
      "reply({ ok: false, why: 'The disk is full' });",
      ['The disk is full'],
    ],
    ['a sentence in a box', "dialog.showErrorBox(name, 'It can’t start');", ['It can’t start']],
  ])('%s', (_, source, texts) => {
    const found = ownWords('file.tsx', source).map(({ text }) => text);
    expect(found).toEqual(texts.map((text) => text.trim()));
  });

  test('the line on which it stands', () => {
    const source = '<main>\n  <h1>{words.headline}</h1>\n  <p>\n    Come in</p>\n</main>';
    expect(ownWords('file.tsx', source)).toEqual([{ line: 4, text: 'Come in' }]);
  });
});

test.each([
  ['words of the catalogue', '<p className="below left">{words.starting} · {count}</p>'],
  ['a class that is chosen', "<p className={bad ? 'note of fault' : 'note'}>{say}</p>"],
  ['a line of the log', "this.#log.error({ err }, 'the disk is full');"],
  ['an error', "throw new DOMException('The camera shows nothing', 'NotReadableError');"],
  ['a code', "const outcome = 'already-checked-in';"],
  ['a selector', "root.querySelector('a button, input:not([type])');"],
  ['a type', "type Way = 'as it is now';"],
])('%s: the check leaves it alone', (_, source) => {
  expect(ownWords('file.tsx', source)).toEqual([]);
});

test('no code has an English sentence of its own that somebody could see on the screen', () => {
  const files = globSync(ROOMS).filter(
    (file) => !file.endsWith('.d.json.ts') && !ENGLISH.some((part) => file.startsWith(part)),
  );
  expect(files.length).toBeGreaterThan(200);
  const found = files.flatMap((file) =>
    ownWords(file, readFileSync(file, 'utf8')).map(
      ({ line, text }) => `${file}:${line}: “${text}”. ${WHAT_TO_DO}`,
    ),
  );
  expect(found).toEqual([]);
});

test('each exemption is needed', () => {
  const needless = ENGLISH.filter((part) => {
    const files = globSync(part.endsWith('/') ? `${part}**/*.ts` : part);
    return !files.some((file) => ownWords(file, readFileSync(file, 'utf8')).length > 0);
  });
  expect(needless).toEqual([]);
});
