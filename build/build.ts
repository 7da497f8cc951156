// Builds what a screen needs: the page, and the Electron shell's main and preload.
import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
const out = path.join(root, 'out');
const common = { configFile: false, logLevel: 'warn' } satisfies InlineConfig;
const nodeModules = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** One CommonJS file with every package inside, but for those that are native or Electron's own. */
function forElectron(source: string, file: string, external: string[]): InlineConfig {
  return {
    ...common,
    root,
    ssr: { noExternal: true },
    build: {
      ssr: path.join(root, 'electron', source),
      target: 'node24',
      outDir: path.join(out, path.dirname(file)),
      emptyOutDir: path.basename(file) === 'index.cjs',
      minify: false,
      sourcemap: true,
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
  plugins: [react()],
  build: {
    outDir: path.join(out, 'renderer'),
    emptyOutDir: true,
    target: 'chrome150',
    // The page's policy allows no data: scripts or styles, and small images are better files, too.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
};

await build(page);
if (existsSync(path.join(root, 'electron', 'main.ts'))) {
  const native = ['better-sqlite3', '@node-rs/argon2', ...nodeModules];
  await build(forElectron('main.ts', 'main/index.cjs', ['electron', ...native]));
  // Beside the main bundle: `outbox/writer.ts` looks for it there.
  await build(forElectron('outbox/writer-thread.ts', 'main/writer-thread.cjs', native));
  await build(forElectron('preload.ts', 'preload/index.cjs', ['electron']));
}
