// Builds what a screen needs: the page, the Electron shell's main and preload, and the served kiosk.
import { builtinModules } from 'node:module';
import path from 'node:path';
import { build, type InlineConfig } from 'vite';
import { compiledCatalogues } from './page/compiled-catalogues.ts';
import { pagePlugins } from './page/plugins.ts';

const root = path.resolve(import.meta.dirname, '..');
const out = path.join(root, 'out');
const common = { configFile: false, logLevel: 'warn' } satisfies InlineConfig;
const nodeModules = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/**
 * Makes the configuration for one CommonJS file that contains every package, except for native ones and Electron's own.
 *
 * @param entry the source's path below `electron/`
 * @param file the bundle's path below `out/`
 * @param first whether it is the first file for its folder, which is then emptied
 */
function forNode(entry: string, file: string, external: string[], first: boolean): InlineConfig {
  return {
    ...common,
    root,
    plugins: [compiledCatalogues()],
    ssr: { noExternal: true },
    build: {
      ssr: path.join(root, 'electron', entry),
      target: 'node24',
      outDir: path.join(out, path.dirname(file)),
      emptyOutDir: first,
      minify: false,
      sourcemap: true,
      // Whoever gets the bundle also gets the licences of the packages in it.
      license: { fileName: `${path.parse(file).name}.licenses.md` },
      rolldownOptions: {
        external,
        output: { format: 'cjs', entryFileNames: path.basename(file), codeSplitting: false },
      },
    },
  };
}

const page: InlineConfig = {
  ...common,
  root: path.join(root, 'renderer'),
  base: './',
  plugins: pagePlugins(),
  build: {
    outDir: path.join(out, 'renderer'),
    emptyOutDir: true,
    target: 'chrome150',
    // The page is one script of 600 kB, which is loaded from this machine.
    chunkSizeWarningLimit: 800,
    // The page's policy allows no scripts or styles from data: addresses, and small images are better as files, too.
    assetsInlineLimit: 0,
    license: { fileName: 'licenses.md' },
    modulePreload: { polyfill: false },
    // Source maps are for debugging the screen in a clone. `build/package/staged-app.ts` doesn't pack them.
    sourcemap: true,
  },
};

await build(page);
const outside = ['electron', 'better-sqlite3', '@node-rs/argon2', ...nodeModules];
await build(forNode('entry.ts', 'main/index.cjs', outside, true));
// The entry looks for this file beside itself.
await build(forNode('main.ts', 'main/shell.cjs', outside, false));
// This file goes beside the main bundle, where `core/outbox/writer/writer.ts` looks for it.
await build(
  forNode('core/outbox/writer/writer-thread.ts', 'main/writer-thread.cjs', outside, false),
);
// This is the served kiosk in one file, for machines where it is installed without its sources.
await build(forNode('start/main.ts', 'main/served.cjs', outside, false));
// Beside it, too: `core/outbox/database/health.ts` looks for it there.
await build(
  forNode('core/outbox/database/health-thread.ts', 'main/health-thread.cjs', outside, false),
);
await build(forNode('preload.ts', 'preload/index.cjs', ['electron'], true));
