// `npm run gate-cards`: prints the cards that stewards tape to the gate, from the words and the icons of the screen.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { flagsOrExit } from '../electron/process/flags.ts';
import { endWith } from './end-with.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { cardFonts, cardsOfEveryLanguage } from './gate-card/cards-of-every-language.ts';
import { loadIcons } from './gate-card/draw-icon.ts';
import { gateCards } from './gate-card/gate-cards.ts';
import { printCards, withCards } from './gate-card/print-cards.ts';

const HELP = `Makes docs/gate-cards.pdf: a sheet of A4 for each of the twelve languages, which tells stewards what each
result means and what to do. It needs Chromium.

  --output FILE      writes it there instead
  --help             show this

Run it after a change of the screen's words or icons, or of build/gate-card/.
`;

const root = path.resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const { values } = flagsOrExit(HELP, { output: { type: 'string' } });
  const file = path.resolve(values.output ?? path.join(root, 'docs', 'gate-cards.pdf'));
  const program = ensureChromium();
  if (program === null) throw new Error('Chromium is needed, and could not be installed');
  const html = gateCards(cardsOfEveryLanguage(), await loadIcons(), cardFonts());
  writeFileSync(file, await withCards(html, program, printCards));
  process.stdout.write(`${file}\n`);
}

endWith(main(), 'gate-cards: ');
