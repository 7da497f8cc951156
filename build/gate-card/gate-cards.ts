import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { closedWords } from '../../renderer/screens/scan/closed-words.ts';
import { resultWords } from '../../renderer/screens/scan/result-words.ts';
import type { Words } from '../../renderer/words/words.ts';
import type { Reason } from '../../shared/scan/outcome.ts';
import { LANGUAGES, type Language } from '../../shared/words/languages.ts';
import { CARD_ROWS, type CardRow, type CardWords } from './card-words.ts';

/** One language's card. */
export type Card = {
  language: Language;
  /** What the card says. */
  says: CardWords;
  /** What the screen says. */
  screen: Words;
};

/** Draws the icon that the screen shows, as SVG. */
export type DrawIcon = (row: CardRow) => string;

const STYLE = readFileSync(path.join(import.meta.dirname, 'gate-cards.css'), 'utf8');

/**
 * The pages that stewards print and tape to the gate: what each result means and what to do, a sheet of A4 for each
 * language. The icons and the words in the first column are the screen's own.
 *
 * @param fonts the addresses of the style sheets that bring the fonts
 */
export function gateCards(cards: readonly Card[], icon: DrawIcon, fonts: readonly string[]) {
  const sheets = cards.map((card) => sheet(card, icon)).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${titleOf(sheets)}</title>
${fonts.map((font) => `<link rel="stylesheet" href="${font}">`).join('\n')}
<style>
${STYLE}</style>
</head>
<body>
${sheets}
</body>
</html>
`;
}

/** The title of the document names its contents, so that a test can tell whether the printed cards are today's. */
function titleOf(sheets: string): string {
  const hash = createHash('sha256').update(STYLE).update(sheets).digest('hex');
  return `Confera Kiosk gate cards ${hash.slice(0, 12)}`;
}

function sheet({ language, says, screen }: Card, icon: DrawIcon): string {
  const { columns, other, contacts } = says;
  const heads = [columns.shows, columns.means, columns.do];
  return `<article id="${language}" ${languageOf(language)}>
<h1>${html(says.title)}</h1>
<table>
<thead><tr>${heads.map((head) => `<th scope="col">${html(head)}</th>`).join('')}</tr></thead>
<tbody>
${CARD_ROWS.map((shown) => row(shown, { says, screen }, icon(shown))).join('\n')}
</tbody>
</table>
<h2>${html(other.heading)}</h2>
<ul>
${other.advice.map((advice) => `<li>${html(advice)}</li>`).join('\n')}
</ul>
<footer>
${[contacts.desk, contacts.supervisor].map((contact) => `<p>${html(contact)}</p>`).join('\n')}
</footer>
</article>`;
}

function row(shown: CardRow, { says, screen }: Pick<Card, 'says' | 'screen'>, icon: string) {
  const { means, do: todo } = says.results[shown];
  const { titles, below } = screenWords(shown, screen);
  const large = titles.map((title) => `<span>${html(title)}</span>`).join('');
  const small = below.map((line) => `<small>${html(line)}</small>`).join('');
  return `<tr>
<th scope="row"><div class="result ${shown}">${icon}<p>${large}${small}</p></div></th>
<td>${html(means)}</td>
<td class="do">${html(todo)}</td>
</tr>`;
}

/** The reason of a row whose outcome has other words for another one: a code that was read well, or a refused device. */
const REASON: Partial<Record<CardRow, Reason>> = {
  'no-badge': 'too-long',
  attention: 'key-refused',
};

/** A refusal has one of three titles. Two results have the same title, and their second lines tell them apart. */
function screenWords(shown: CardRow, screen: Words): { titles: string[]; below: string[] } {
  if (shown === 'closed') {
    return { titles: [closedWords(screen, { is: 'by-staff', place: null }).headline], below: [] };
  }
  if (shown === 'pass-back') return { titles: [screen.result.samePerson], below: [] };
  const outcome = shown === 'no-badge' ? 'unreadable' : shown;
  const reason = REASON[shown] ?? null;
  if (outcome === 'rejected') return { titles: Object.values(screen.result.rejected), below: [] };
  const told = { outcome, reason, name: null, first: null, passBack: null, answeredWallAt: 0 };
  const here = { desk: null, location: null, timeZone: 'UTC', layout: 'visitors' } as const;
  const { title, below } = resultWords(screen, told, here);
  const needsBelow = outcome === 'attention' || outcome === 'not-saved';
  return { titles: [title], below: needsBelow && below ? [below] : [] };
}

function languageOf(language: Language): string {
  const { tag, direction } = LANGUAGES[language];
  return `lang="${tag}" dir="${direction}"`;
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
