import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Core, createCore } from '../../electron/core/core.ts';
import { DeviceSettings } from '../../electron/settings/device-settings.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { IN_ENGLISH, settingSentence } from '../../shared/words/problem-sentences.ts';

export const API_KEY = 'cat_demo_all';

/** Runs `work` in a folder of its own, which is removed afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens a core like a gate's, on real files. */
export function openCore(
  dataDir: string,
  baseUrl: string,
  given: Partial<CoreSettings> = {},
): Core {
  return createCore({ settings: { ...settingsFor(dataDir, baseUrl), ...given }, dataDir });
}

/** The settings of a gate. */
export function settingsFor(dataDir: string, baseUrl: string): CoreSettings {
  const environment = { baseUrl, apiKey: API_KEY, location: 'gate-a', timeZone: 'Asia/Karachi' };
  const keyStore = fileKeyStore(dataDir);
  const { forCore } = new DeviceSettings({ dataDir, flags: {}, environment, keyStore });
  if (!forCore.ok) throw new Error(settingSentence(IN_ENGLISH, forCore));
  return forCore.settings;
}

/** Calls `work` with 0 to `count` - 1, with `atOnce` calls under way at a time. */
export async function several(
  count: number,
  atOnce: number,
  work: (n: number) => Promise<unknown>,
) {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const n = next;
      next += 1;
      await work(n);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** How long `work` takes, milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Resolves once no scan is waiting. */
export function drained(core: Core): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (core.status().queued > 0) return;
      core.events.off('status', look);
      resolve();
    };
    core.events.on('status', look);
    look();
  });
}
