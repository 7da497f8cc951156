import react from '@vitejs/plugin-react';
import type { PluginOption } from 'vite';
import { compiledCatalogues } from './compiled-catalogues.ts';
import { faultPages } from './fault-pages.ts';
import { fontFaces } from './font-faces.ts';

/** What turns the page's sources into a page, in a build and in `npm run dev`. */
export function pagePlugins(): PluginOption[] {
  return [react(), compiledCatalogues(), fontFaces(), faultPages()];
}
