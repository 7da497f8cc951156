/*
 * The names of everything that the kiosk makes in its data folder. Anything else there belongs to somebody else, and is
 * neither read, changed nor deleted.
 */

/** A file of ours may be half written (`.new`), or damaged and set aside. */
const REST = String.raw`(\.new|\.damaged(-\d+)?)?`;

const FILES = new RegExp(
  `^(${[
    String.raw`kiosk\.db(-wal|-shm|-journal)?`,
    String.raw`kiosk\.db-suspect`,
    String.raw`instance\.lock(\.new)?(-journal)?`,
    String.raw`device\.json`,
    String.raw`logo\.png`,
    String.raw`device\.(key|join)(\.sealed)?`,
    String.raw`(settings|set-up-draft|conference|staff|staff-tries|passphrase-tries|steward|closure|check|restarts|hub-host|copy|taken-over)\.json`,
  ].join('|')})${REST}$`,
);

/** While a kiosk runs, it makes such a file now and then to see whether the folder can be written to. */
const PROBE = /^probe-\d+$/;

const SALVAGE = /^kiosk-damaged-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z(-\d+)?$/;

/** In a salvage's folder: the damaged files, the half-made database with SQLite's files beside it, and the report. */
const SALVAGED =
  /^(kiosk\.db(-wal|-shm|-journal)?(-\d+)?|kiosk\.db-wal\.part|rebuilt\.db(\.part(-journal)?)?|salvage\.json(\.new|\.damaged(-\d+)?)?)$/;

/** The current log, the older ones that were rotated out, and the list of them. */
const LOG = /^(\d{8}-\d{4}-\d{2}-)?(kiosk|shell|hub)\.log(\.txt)?$/;

/** An answer that the cache keeps, and one that is half written. */
const CACHED = /^[0-9a-f]{16}-[0-9a-f]{32}(\.new)?$/;

/** A file beside `kiosk.db`. */
export function isOwnFile(name: string): boolean {
  return FILES.test(name) || PROBE.test(name);
}

/** A folder beside `kiosk.db`. */
export function isOwnFolder(name: string): boolean {
  return ['logs', 'shell', 'crashes', 'http-cache', 'hub'].includes(name) || isSalvageFolder(name);
}

export function isSalvageFolder(name: string): boolean {
  return SALVAGE.test(name);
}

/** A file in a salvage's folder. */
export function isSalvagedFile(name: string): boolean {
  return SALVAGED.test(name);
}

/** A file in `http-cache/`. */
export function isCacheFile(name: string): boolean {
  return CACHED.test(name);
}

/** A file in `logs/`. */
export function isLogFile(name: string): boolean {
  return LOG.test(name);
}

/** A file in `crashes/`, in any of the crash reporter's folders. */
export function isDumpFile(name: string): boolean {
  return /(\.(dmp|meta|lock)|^settings\.dat|^metadata|^client_id)$/.test(name);
}
