import type { IncomingMessage } from 'node:http';

/** The cookie of a page. Browsers share cookies between the ports of a host, so the port is part of each name. */
export const pageCookie = (port: number) => `kiosk-${port}`;

/** The cookie that lets in a window of ours, once. */
export const openingCookie = (port: number) => `kiosk-opening-${port}`;

/** The values of all cookies with a name: another server on this machine may have set one with the same name. */
export function cookieValues({ headers }: IncomingMessage, name: string): string[] {
  const pairs = headers.cookie?.split('; ') ?? [];
  return pairs
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
