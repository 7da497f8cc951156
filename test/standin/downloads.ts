import type { Download } from 'playwright-core';
import { fromPage } from './addresses.ts';
import { KnownEvents } from './known-events.ts';
import { NotProvidedError, provideOnly } from './provide-only.ts';

/** The events of `session.defaultSession`. */
export const downloads = new KnownEvents('session', ['will-download']);

/** Asks the app about a download, and does what it decides. */
export async function answerDownload(download: Download, contents: object): Promise<void> {
  let savePath: string | null = null;
  const item = {
    getURL: () => download.url().replace(/^blob:(.*)$/, (_all, url) => `blob:${fromPage(url)}`),
    getFilename: () => download.suggestedFilename(),
    setSavePath: (file: string) => {
      savePath = file;
    },
  };
  const shown = provideOnly('DownloadItem', item, ['getURL', 'getFilename', 'setSavePath']);
  if (downloads.tellPreventable('will-download', {}, shown, contents)) return download.cancel();
  if (savePath === null) throw new NotProvidedError('a dialog that asks where to save a file');
  await download.saveAs(savePath);
}
