import type { Plugin } from 'vite';

/** A style sheet of the packages that the page's fonts come in. */
const SHEET = /\/@fontsource-variable\/(?<family>[a-z-]+)\/[a-z-]+\.css$/;

/** Inter draws these letters and signs, so the other families' own drawings of them are left out. */
const DRAWN_BY_INTER = /-(latin|latin-ext|vietnamese|cyrillic|math|symbols)-wght-normal\.woff2/;

/** As the packages have it: letters appear in any font at first, and change when their own has been loaded. */
const SWAP = 'font-display: swap;';

/**
 * Adapts the packages' style sheets to a kiosk. Text waits for its font, which is never far: a system's font instead
 * could draw boxes, and the lines would move when the right one came.
 */
export function fontFaces(): Plugin {
  return {
    name: 'font-faces',
    enforce: 'pre',
    transform: {
      filter: { id: SHEET },
      handler: (sheet, id) => adaptFaces(sheet, SHEET.exec(id)?.groups?.family ?? ''),
    },
  };
}

/**
 * Adapts the faces of one family.
 *
 * @throws if the sheet has none, or another `font-display` than expected
 */
export function adaptFaces(sheet: string, family: string): string {
  const faces = (sheet.match(/@font-face\s*\{[^}]*\}/g) ?? []).filter(
    (face) => family === 'inter' || !DRAWN_BY_INTER.test(face),
  );
  if (faces.length === 0 || !faces.every((face) => face.includes(SWAP))) {
    throw new Error(`The style sheet of ${family} is not as font-faces.ts expects it`);
  }
  return faces.map((face) => face.replace(SWAP, 'font-display: block;')).join('\n');
}
