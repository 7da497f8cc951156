import { statfs } from 'node:fs/promises';
import os from 'node:os';
import packageJson from '../../../package.json' with { type: 'json' };
import { SETTINGS, type SettingName, type Settings } from '../../../shared/settings/settings.ts';
import { databaseHealth } from '../../core/outbox/database/health.ts';
import { pastSalvages } from '../../core/outbox/salvage/set-aside.ts';
import { damagedFiles } from '../../core/system/damaged-files.ts';
import type { Kiosk } from '../kiosk.ts';
import { venueStamps } from '../venue-stamp.ts';
import { keptLogs } from './kept-logs.ts';
import { type Entry, zipped } from './zip.ts';

/**
 * Makes a zip file with what helps whoever looks into a fault: the log, the settings without secrets, versions, the
 * database's health and the latest measurements. It works without a running core, too. The database itself isn't in it,
 * so no whole code can be.
 */
export async function diagnostics(kiosk: Kiosk): Promise<Buffer> {
  const { settings, dataDir, clock } = kiosk;
  const now = clock.now();
  const clean = cleaner(settings.secrets);
  const parts = {
    about: about(kiosk, now),
    settings: openSettings(settings.forScreen),
    state: kiosk.state(),
    database: await database(kiosk),
    figures: { ...kiosk.figures.get(), ...(await machine(dataDir)) },
  };
  const texts = Object.entries(parts).map(([name, part]) => ({
    name: `${name}.json`,
    text: `${JSON.stringify(part, null, 2)}\n`,
  }));
  const entries: Entry[] = [{ name: 'read-me.txt', text: summary(parts.about) }, ...texts].map(
    ({ name, text }) => ({ name, bytes: Buffer.from(clean(text)) }),
  );
  return zipped([...entries, ...(await keptLogs(dataDir, clean))], new Date(now));
}

/** Nothing secret gets into any of the files. This is for a text in which something from outside repeats a secret. */
function cleaner(secrets: readonly string[]) {
  const known = secrets.filter((secret) => secret !== '');
  return (text: string) => known.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}

function about({ core, settings, dataDir, windowSystem }: Kiosk, now: number) {
  const { node, electron = null, chrome = null, v8 } = process.versions;
  return {
    madeAt: venueStamps(settings.venueTimeZone)(now),
    device: core?.deviceId ?? settings.forScreen.deviceId,
    location: settings.forScreen.location,
    versions: { app: packageJson.version, node, electron, chromium: chrome, v8 },
    system: {
      platform: process.platform,
      arch: process.arch,
      name: os.version(),
      release: os.release(),
      windowSystem,
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    timeZone: settings.venueTimeZone,
    dataDir,
    keyProtection: settings.keyProtection,
  };
}

/** Every setting by the name of its variable. Of a secret only whether it is set. */
function openSettings(settings: Settings): Record<string, unknown> {
  const names = Object.keys(SETTINGS) as SettingName[];
  return Object.fromEntries(
    names.map((name) => {
      const { env } = SETTINGS[name];
      const isSecret = 'secret' in SETTINGS[name];
      const value = settings[name];
      return [env, isSecret ? { isSet: value !== null } : value];
    }),
  );
}

async function database({ core, dataDir }: Kiosk) {
  return {
    ...(await databaseHealth(dataDir)),
    status: core?.status() ?? null,
    oldestPendingAt: core?.oldestPendingAt() ?? null,
    lastAnswerAt: core?.lastAnswerAt() ?? null,
    queuedElsewhere: core?.outbox.backlogElsewhere ?? null,
    salvages: pastSalvages(dataDir),
    damagedFiles: damagedFiles(dataDir),
  };
}

/** Bytes and seconds. */
async function machine(dataDir: string) {
  const disk = await statfs(dataDir).then(
    ({ bsize, blocks, bavail }) => ({ free: bavail * bsize, size: blocks * bsize }),
    () => null,
  );
  return {
    memory: { ...process.memoryUsage(), free: os.freemem(), total: os.totalmem() },
    disk,
    load: os.loadavg(),
    processors: os.cpus().length,
    uptime: { process: Math.round(process.uptime()), machine: Math.round(os.uptime()) },
  };
}

function summary({ madeAt, device, location, versions, system }: ReturnType<typeof about>): string {
  return `Confera Kiosk ${versions.app}, diagnostics of ${device ?? 'kiosk'}
Made ${madeAt}${location === null ? '' : ` at ${location}`}
${system.name} (${system.platform} ${system.release}, ${system.arch}), Node ${versions.node}${
    versions.electron === null ? '' : `, Electron ${versions.electron}`
  }

about.json     versions, and where this device is
settings.json  every setting; of the key, the PINs and other secrets only whether they are set
state.json     what the screen was told
database.json  what SQLite says of the database, sizes in bytes, scans by state, and how sending stands
figures.json   how long people waited and Confera took lately (ms), memory, disk (bytes), load
logs/          the log, one JSON object a line

No key, no PIN, no passphrase, no line for a hub and no whole code is in these files.
`;
}
