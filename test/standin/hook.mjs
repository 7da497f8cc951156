// Makes `require` and `import` find the stand-in beside this file under the name `electron`:
// node --import ./test/standin/hook.mjs out/main/index.cjs
import { registerHooks } from 'node:module';

const url = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
