import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.json': 'application/json',
};

/** A file as it answers a request. */
export type PageFile = { type: string; body: Buffer };

/** The built page, whose files are asked for by their paths from its root, such as `/index.html`. */
export type Page = {
  /** The file with this path; null if the page has none, or if it can no longer be read. */
  file: (name: string) => Promise<PageFile | null>;
};

/** Of a kiosk whose page is served by something else. */
export const NO_PAGE: Page = { file: async () => null };

/** The page may use its own files, WebAssembly for the decoder, and the camera. No other host, and no inline code. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob: mediastream:",
  "connect-src 'self'",
  "font-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** There are hundreds of fonts, 10 MB together, and a kiosk shows the letters of a few. */
const READ_ON_DEMAND = ['.woff2'];

/**
 * Reads the built page, once: its fonts are found and read whenever they are asked for, and all else is read into
 * memory. A file that isn't there now can't be requested later, whatever the path.
 *
 * @param folder `out/renderer`
 * @throws what the file system says if the page isn't built
 */
export function readPage(folder: string): Page {
  const files = new Map<string, () => PageFile | Promise<PageFile>>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = `/${path.relative(folder, file).split(path.sep).join('/')}`;
    const extension = path.extname(entry.name);
    const type = TYPES[extension] ?? 'application/octet-stream';
    if (READ_ON_DEMAND.includes(extension)) {
      files.set(name, async () => ({ type, body: await readFile(file) }));
    } else {
      const kept = { type, body: readFileSync(file) };
      files.set(name, () => kept);
    }
  }
  return {
    file: async (name) => {
      try {
        return (await files.get(name)?.()) ?? null;
      } catch {
        // Without this font the page draws its letters with the next one.
        return null;
      }
    },
  };
}
