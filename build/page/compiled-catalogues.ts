import type { Plugin } from 'vite';
import { compiled } from '../../shared/words/compile.ts';

const CATALOGUES = /\/shared\/words\/catalogues\/[^/]+\.json$/;
const COMPILER = /\/shared\/words\/compile\.ts$/;

/**
 * Compiles the messages of each catalogue while Vite builds, so that the parser for them is not in the bundle and does
 * not run each time it starts.
 */
export function compiledCatalogues(): Plugin {
  return {
    name: 'compiled-catalogues',
    // Before Vite makes a module of the JSON.
    enforce: 'pre',
    load: {
      filter: { id: COMPILER },
      handler: () => 'export const compiled = (messages) => messages;',
    },
    transform: {
      filter: { id: CATALOGUES },
      // Vite makes the code, so there is nothing yet that could be mapped to the source.
      handler: (json) => ({ code: JSON.stringify(compiled(JSON.parse(json))), map: null }),
    },
  };
}
