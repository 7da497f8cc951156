import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../core/system/clock.ts';
import { limitConnections } from '../core/system/connection-limit.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import type { Page } from '../page/page-files.ts';
import { Admission, randomText } from './admission.ts';
import { answerRequest, OPENING, refuse } from './answer-request.ts';
import { BrowserSession, type WindowWatch } from './browser-session.ts';
import { openingCookie } from './cookies.ts';

/**
 * Limits in milliseconds. On loopback a request arrives at once, and one that takes longer only blocks a connection. A
 * page is asked every 5 s whether it is alive, so its connection stays open from one answer to the next.
 */
const TIMES = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 20_000,
};

export type ServedKiosk = {
  /** The address with the secret, for the person who started the kiosk. */
  url: string;
  /**
   * Lets in one window.
   *
   * @param watch receives news of that window's pages alone
   */
  admitWindow: (watch?: WindowWatch) => WindowAdmission;
  close: () => Promise<void>;
};

/** What a window needs in order to be let in, once. */
export type WindowAdmission = {
  /** The address that the window opens. It contains no secret, and lets in nobody without the cookie. */
  url: string;
  /** The secret, in the form that Chromium's `Storage.setCookies` takes. */
  cookie: {
    name: string;
    value: string;
    url: string;
    path: string;
    httpOnly: true;
    sameSite: 'Strict';
  };
  /** Ends the window's access, and closes the connections to its pages. */
  end: () => void;
};

/**
 * Serves the kiosk on loopback to a browser of this machine. Without the secret or the cookie, from a foreign page
 * or by a foreign name, every request is refused with 403.
 *
 * @throws what the system says if the port can't be had
 */
export async function serveKiosk(options: {
  kiosk: Kiosk;
  page: Page;
  /** 0 takes any free port. */
  port: number;
  clock?: Clock;
}): Promise<ServedKiosk> {
  const { kiosk, page, clock = systemClock } = options;
  const admission = new Admission<BrowserSession>({
    open: () => new BrowserSession(kiosk, clock),
    close: (session) => session.end(),
  });
  const server = http.createServer(TIMES);
  const onAdmitted = limitConnections(server);
  const port = await listen(server, options.port);
  const picture = (name: string) => kiosk.picture(name);
  const context = { page, picture, admission, home: `/${randomText()}`, port, onAdmitted };
  server.on('request', (request, response) => {
    answerRequest(context, request, response).catch((error) => {
      if (!isHangUp(error)) kiosk.report(error);
      if (!response.headersSent) refuse(response, 500);
      else response.destroy();
    });
  });
  const origin = `http://127.0.0.1:${port}`;
  return {
    url: `${origin}/?secret=${admission.secret}`,
    admitWindow: (watch) => {
      const secret = admission.singleUseSecret((session) => watch && session.watch(watch));
      const url = `${origin}${OPENING}`;
      const where = { url, path: OPENING, httpOnly: true, sameSite: 'Strict' } as const;
      return {
        url,
        cookie: { name: openingCookie(port), value: secret, ...where },
        end: () => admission.withdraw(secret),
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @returns the port */
async function listen(server: http.Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  // Without free file descriptors a connection can't be accepted. That is no reason to end: later ones may succeed.
  server.on('error', () => {});
  return (server.address() as AddressInfo).port;
}

/** Whether a page went away in the middle of its call, which is no defect of ours. */
function isHangUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}
