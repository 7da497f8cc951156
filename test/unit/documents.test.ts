import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

/** What isn't written by us, or is made anew by each build. */
const NOT_OURS = ['node_modules', 'out', 'release', '.git'];

const DOCUMENTS = globSync('**/*.md', { exclude: (name) => NOT_OURS.includes(name) });

/** A document without its samples of code, which may have brackets of their own. */
function proseOf(document: string): string {
  return readFileSync(document, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
}

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(document: string): string[] {
  const seen = new Map<string, number>();
  return [...proseOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const words = heading.replace(/\]\([^)]*\)/g, '').toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

/** What is wrong with a link or a picture, or null. */
function faultOf(link: string, document: string): string | null {
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? document : path.join(path.dirname(document), target);
  if (!existsSync(file)) return `${document}: ${link} leads to nothing`;
  if (anchor === undefined || !file.endsWith('.md')) return null;
  return anchorsOf(file).includes(anchor) ? null : `${document}: ${link} leads to no heading`;
}

it('every link and picture in the documents leads to a file of ours, and to a heading of it', () => {
  const links = DOCUMENTS.flatMap((document) =>
    [...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => ({ document, link }))
      .filter(({ link }) => !/^[a-z]+:/.test(link)),
  );
  expect(links.length).toBeGreaterThan(150);
  expect(links.map(({ document, link }) => faultOf(link, document)).filter(Boolean)).toEqual([]);
});

it('every command of npm in the documents is there', () => {
  const commands = DOCUMENTS.flatMap((document) =>
    [...readFileSync(document, 'utf8').matchAll(/npm run (?:-s )?([a-z][a-z-]*)/g)].map(
      ([, command = '']) => `${document}: ${command}`,
    ),
  );
  const known = Object.keys(packageJson.scripts);
  expect(commands.length).toBeGreaterThan(50);
  expect(commands.filter((each) => !known.includes(each.split(': ')[1] ?? ''))).toEqual([]);
});
