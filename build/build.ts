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
function forElectron(name: 'main' | 'preload', external: string[]): InlineConfig {
  return {
    ...common,
    root,
    ssr: { noExternal: true },
    build: {
      ssr: path.join(root, 'electron', `${name}.ts`),
      target: 'node24',
      outDir: path.join(out, name),
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        external,
        output: { format: 'cjs', entryFileNames: 'index.cjs', codeSplitting: false },
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
  await build(
    forElectron('main', ['electron', 'better-sqlite3', '@node-rs/argon2', ...nodeModules]),
  );
  await build(forElectron('preload', ['electron']));
}
