import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { faultPageName } from '../../shared/words/fault-page.ts';
import { LANGUAGE_CODES, LANGUAGES, type Language } from '../../shared/words/languages.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Beside the fonts, because the faces name them relatively. */
const FACES = 'assets/fault-letters.css';

type FaultTexts = { headline: string; below: string };

/**
 * Writes the page that says the kiosk is closed in every language but English, whose page is the pattern. No script
 * translates it, so that it can be shown when no script runs.
 */
export function faultPages(): Plugin {
  return {
    name: 'fault-pages',
    apply: 'build',
    // After Vite has made the style sheets.
    enforce: 'post',
    generateBundle(_options, bundle) {
      const sheets = Object.values(bundle).flatMap((file) =>
        file.type === 'asset' && file.fileName.endsWith('.css') ? [String(file.source)] : [],
      );
      this.emitFile({ type: 'asset', fileName: FACES, source: facesIn(sheets.join('\n')) });
      const english = readFileSync(path.join(root, 'renderer/public/fault.html'), 'utf8');
      for (const language of LANGUAGE_CODES) {
        if (language === 'en') continue;
        const source = faultPageIn(language, english);
        this.emitFile({ type: 'asset', fileName: faultPageName(language), source });
      }
    },
  };
}

/**
 * Translates the English page.
 *
 * @throws if a part of it isn't there to be translated
 */
export function faultPageIn(language: Language, english: string): string {
  const from = textsOf('en');
  const to = textsOf(language);
  const { tag, direction } = LANGUAGES[language];
  const changes = [
    ['<html lang="en">', `<html lang="${tag}" dir="${direction}">`],
    ['    <title>', `    <link rel="stylesheet" href="./${FACES}" />\n    <title>`],
    [`<h1>${from.headline}</h1>`, `<h1>${escaped(to.headline)}</h1>`],
    [`<p>${from.below}</p>`, `<p>${escaped(to.below)}</p>`],
  ] as const;
  return changes.reduce((html, [before, after]) => {
    if (!html.includes(before)) throw new Error(`fault.html has no ${before.trim()}`);
    return html.replace(before, () => after);
  }, english);
}

function textsOf(language: Language): FaultTexts {
  const file = path.join(root, 'shared/words/catalogues', `${language}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { fault: FaultTexts }).fault;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** The shipped fonts, as the page's own style sheet declares them. */
function facesIn(sheet: string): string {
  const faces = sheet.match(/@font-face\s*\{[^}]*\}/g) ?? [];
  if (faces.length === 0) throw new Error('The page declares no fonts');
  return faces.join('\n');
}
