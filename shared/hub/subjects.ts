/*
 * The names under which a venue's hub keeps what its devices share. The hub's server and every device's adapter use
 * them, so a change here asks for a new version of the join line.
 */

/** The stream of claims and of their voids, in the one order in which the server took them. */
export const CLAIMS = 'CLAIMS';

/** The stream of the devices' beats: the last one of each. */
export const FLEET = 'FLEET';

/** Where a scan is claimed. The server takes one message here and refuses every other. */
export function claimSubject(key: string): string {
  return `claims.${key}`;
}

/** Where a device takes back its own claim, because Confera has refused the scan. It can't take back another's. */
export function voidSubject(device: string, key: string): string {
  return `voids.${device}.${key}`;
}

/** Where a device says that it is there, and how it is. */
export function beatSubject(device: string): string {
  return `fleet.${device}`;
}

/** The beginning of the subjects on which a device hears answers. No other device may listen there. */
export function inboxOf(device: string): string {
  return `_INBOX_${device}`;
}

/** All that a device may do on the hub: claim, take back its own claims, and read. It deletes and overwrites nothing. */
export function rightsOf(device: string): { publish: string[]; subscribe: string[] } {
  const streams = [CLAIMS, FLEET];
  return {
    publish: [
      claimSubject('*'),
      voidSubject(device, '*'),
      beatSubject(device),
      '$JS.API.INFO',
      ...streams.flatMap((stream) => [
        `$JS.API.STREAM.INFO.${stream}`,
        `$JS.API.DIRECT.GET.${stream}.>`,
        `$JS.API.STREAM.MSG.GET.${stream}`,
        `$JS.API.CONSUMER.CREATE.${stream}.>`,
        `$JS.API.CONSUMER.MSG.NEXT.${stream}.>`,
        `$JS.API.CONSUMER.INFO.${stream}.>`,
        `$JS.API.CONSUMER.DELETE.${stream}.>`,
      ]),
    ],
    subscribe: [`${inboxOf(device)}.>`],
  };
}
