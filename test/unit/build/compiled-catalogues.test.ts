import path from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { compiledCatalogues } from '../../../build/page/compiled-catalogues.ts';
import { IN_ENGLISH } from '../../../shared/words/problem-sentences.ts';

const SENTENCES = path.resolve('shared/words/problem-sentences.ts');

/** What a bundle that says something about a wrong setting contains. */
async function bundled() {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [compiledCatalogues()],
    ssr: { noExternal: true },
    build: { ssr: SENTENCES, write: false, minify: false },
  });
  const [chunk] = 'output' in made ? made.output : [];
  if (chunk?.type !== 'chunk') throw new Error('Nothing was built');
  return chunk;
}

test('a bundle says the same as the sources, but without a parser', async () => {
  const { code, moduleIds } = await bundled();
  const { IN_ENGLISH: inBundle } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const values = { name: 'KIOSK_MODE', accepts: '{mode}' };
  expect(inBundle.setting['not-accepted'](values)).toBe(IN_ENGLISH.setting['not-accepted'](values));
  expect(inBundle.causeUnknown).toBe(IN_ENGLISH.causeUnknown);
  expect(moduleIds.filter((id) => /@formatjs|icu-minify\/.*compile/.test(id))).toEqual([]);
});
