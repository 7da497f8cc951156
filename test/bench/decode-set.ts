// `npm run decode-set -- FOLDER` writes pictures of badges that are hard to read, for `npm run bench -- decode`.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { flagsOrExit, refuse } from '../../electron/process/flags.ts';
import { randomNumbers } from '../fixtures/random-numbers.ts';
import { encodeGreyJpeg } from '../simulator/images/grey-jpeg.ts';
import { drawHardPicture, type Hardship, NO_HARDSHIP } from './hard-picture.ts';

const OF_EACH_KIND = 32;
const SIZES = [
  { width: 640, height: 480 },
  { width: 480, height: 640 },
  { width: 1280, height: 720 },
];

/** Makes a badge harder to read, from 0, which any reader can read, to 1, which none can. */
type Kind = (hard: number, random: () => number) => Partial<Hardship>;

const between = (from: number, to: number, share: number) => from + (to - from) * share;
const eitherWay = (random: () => number) => (random() < 0.5 ? -1 : 1);

const KINDS: Record<string, Kind> = {
  blur: (hard) => ({ pixelsAModule: 5, blur: between(1, 5, hard) }),
  motion: (hard) => ({ pixelsAModule: 5, motion: between(2, 14, hard) }),
  tilt: (hard, random) => ({
    pixelsAModule: between(5, 2, hard),
    turn: random() * 2 * Math.PI,
    tip: [between(0, 0.6, hard) * eitherWay(random), between(0, 0.6, hard) * eitherWay(random)],
  }),
  perspective: (hard, random) => ({
    pixelsAModule: 5,
    turn: (random() - 0.5) * 0.6,
    tip: [between(0.4, 1.3, hard) * eitherWay(random), (random() - 0.5) * 0.6],
  }),
  'low-light': (hard) => ({
    pixelsAModule: 4,
    light: between(0.3, 0.03, hard),
    noise: between(3, 9, hard),
    blur: 0.9,
  }),
  noise: (hard) => ({ pixelsAModule: 4, noise: between(15, 110, hard) }),
  glare: (hard) => ({
    pixelsAModule: 5,
    glare: { radius: between(4, 14, hard), strength: between(0.4, 1.6, hard) },
  }),
  small: (hard) => ({ pixelsAModule: between(2.6, 0.9, hard) }),
  damaged: (hard) => ({ pixelsAModule: 5, damage: between(0.02, 0.2, hard) }),
  inverted: (hard) => ({
    pixelsAModule: between(6, 1.4, hard),
    inverted: true,
    noise: between(3, 20, hard),
  }),
};

/**
 * Writes 32 pictures of each kind, each with its text in a file beside it: `blur-07.jpg`, `blur-07.txt`.
 *
 * The pictures are the same every time, and they are compressed in the way in which a webcam compresses its frames.
 *
 * @returns how many pictures there are
 */
export function writeDecodeSet(folder: string): number {
  mkdirSync(folder, { recursive: true });
  const random = randomNumbers(20);
  const kinds = Object.entries(KINDS);
  for (const [kind, show] of kinds) {
    for (let n = 0; n < OF_EACH_KIND; n += 1) {
      const hardship: Hardship = {
        ...NO_HARDSHIP,
        ...(SIZES[n % 5] ?? { width: 640, height: 480 }),
        code: codeFor(kind, n),
        level: (['M', 'L', 'Q'] as const)[n % 3] ?? 'M',
        pixelsAModule: 5,
        turn: (random() - 0.5) * 0.4,
        ...show(n / (OF_EACH_KIND - 1), random),
      };
      const file = path.join(folder, `${kind}-${String(n + 1).padStart(2, '0')}`);
      writeFileSync(`${file}.jpg`, encodeGreyJpeg(drawHardPicture(hardship, random)));
      writeFileSync(`${file}.txt`, hardship.code);
    }
  }
  return kinds.length * OF_EACH_KIND;
}

/** A code for a picture. The codes differ in length as badges' codes do. */
function codeFor(kind: string, n: number): string {
  const id = `${kind.slice(0, 2).toUpperCase()}${1000 + n * 37}`;
  return [`BADGE-${id}`, `confera-attendance:${id}-9f3kq`, `${id}.x7~Q_0${n}`][n % 3] ?? id;
}

const HELP = `Writes ${Object.keys(KINDS).length * OF_EACH_KIND} pictures of badges that are hard to read, the same every time, for \`npm run bench -- decode\`.

  npm run decode-set -- FOLDER    writes them there, each with what it says in a .txt file beside it
  npm run decode-set -- --help    shows this

Files of the same names are replaced.
`;

if (import.meta.main) {
  const { words } = flagsOrExit(HELP, {}, { takesWords: true });
  const [folder, ...more] = words;
  if (!folder || more.length > 0) {
    refuse('Name one folder for the pictures: npm run decode-set -- FOLDER');
  }
  process.stderr.write(`${writeDecodeSet(folder)} pictures are in ${folder}\n`);
}
