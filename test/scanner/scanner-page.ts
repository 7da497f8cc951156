import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { CONTENT_SECURITY_POLICY, readPage } from '../../electron/page/page-files.ts';
import { findChromium } from '../../electron/served/chromium.ts';
import { CHROMIUM_FLAGS } from '../fixtures/chromium-flags.ts';

/** The scanners on a page of their own, built as the kiosk's page is and served under its policy. */
export type ScannerPage = {
  url: string;
  folder: string;
  /** Makes the server answer 404 for files whose name has this in it. */
  withhold: (part: string | null) => void;
  close: () => void;
};

export async function serveScannerPage(): Promise<ScannerPage> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'scanner-page-'));
  const built = path.join(folder, 'built');
  await build({
    configFile: false,
    logLevel: 'error',
    root: path.join(import.meta.dirname, 'page'),
    base: './',
    plugins: [react()],
    build: {
      outDir: built,
      target: 'chrome150',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  });

  const page = readPage(built);
  let withheld: string | null = null;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://kiosk');
    const name = pathname === '/' ? '/index.html' : pathname;
    const file = await page.file(name);
    if (!file || (withheld && name.includes(withheld))) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': file.type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
    });
    response.end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    folder,
    withhold: (part) => {
      withheld = part;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The system's Chromium, with further flags. */
export function openBrowser(flags: string[] = []): Promise<Browser> {
  const executablePath = findChromium(process.env);
  if (!executablePath) throw new Error('There is no Chromium to test in');
  return chromium.launch({
    executablePath,
    args: [...CHROMIUM_FLAGS, ...flags],
  });
}

/** Gathers what a page must not do: ask another host, break its policy, throw. */
export function gatherTrouble(page: Page, home: string): string[] {
  const trouble: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !/^(data|blob):/.test(url)) trouble.push(`asked ${url}`);
  });
  page.on('pageerror', (error) => trouble.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.text().includes('Content Security Policy')) {
      trouble.push(message.text());
    }
  });
  return trouble;
}
