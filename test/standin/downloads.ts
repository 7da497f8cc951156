import type { Download } from 'playwright-core';
import { KnownEvents } from './known-events.ts';
import { NotProvidedError, provideOnly } from './provide-only.ts';

/** The events of `session.defaultSession`. */
export const downloads = new KnownEvents('session', ['will-download']);

/** Asks the app about a download, and does what it decides. */
export async function answerDownload(download: Download, contents: object): Promise<void> {
  const item = provideOnly('DownloadItem', {}, []);
  if (downloads.tellPreventable('will-download', {}, item, contents)) return download.cancel();
  throw new NotProvidedError('a dialog that asks where to save a file');
}
