import type { SettingView } from '../../shared/bridge/bridge.ts';
import {
  missingMessage,
  resolveSettings,
  type SettingSource,
} from '../../shared/settings/resolve-settings.ts';
import { SCREEN_SETTINGS } from '../../shared/settings/screen-settings.ts';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { SETTINGS, type SettingName, type Settings } from '../../shared/settings/settings.ts';
import { trimmed } from '../../shared/text/trimmed.ts';
import { type FileText, writeTogether } from '../core/system/durable-file.ts';
import type { KeyStore, StoredKey } from './key-store.ts';
import { readSavedSettings, type SettingTexts, savedSettingsFile } from './saved-settings.ts';
import { systemTimeZone } from './system-time-zone.ts';

export type SettingProblem = { ok: false; setting: SettingName; message: string };

export type DeviceSettingsOptions = {
  dataDir: string;
  flags: SettingTexts;
  environment: SettingTexts;
  keyStore: KeyStore;
};

type Saved = { texts: SettingTexts; key: StoredKey | null };

type InForce = {
  settings: Settings;
  sources: Record<SettingName, SettingSource>;
  forCore: { ok: true; settings: CoreSettings } | SettingProblem;
};

/** The settings in force on this device, from outside and from the setup screen, and the changing of the latter. */
export class DeviceSettings {
  readonly #options: DeviceSettingsOptions;
  #saved: Saved;
  #inForce: InForce;

  /** @throws what the file system says */
  constructor(options: DeviceSettingsOptions) {
    this.#options = options;
    this.#saved = this.#read();
    this.#inForce = this.#resolve(this.#saved);
  }

  /**
   * Takes what is in the data folder now.
   *
   * @throws what the file system says
   */
  readAgain(): void {
    this.#saved = this.#read();
    this.#inForce = this.#resolve(this.#saved);
  }

  /** What the core needs, or the first setting that stands in the way. */
  get forCore(): InForce['forCore'] {
    return this.#inForce.forCore;
  }

  /** What the screen shows, also before the set-up. */
  get forScreen(): Settings {
    return this.#inForce.settings;
  }

  /** The venue's zone, an IANA name: where none is known nothing can be checked in yet, and any will do. */
  get venueTimeZone(): string {
    return this.forScreen.timeZone ?? systemTimeZone() ?? 'UTC';
  }

  /** Whether the key comes with each start, and is not this device's to forget. */
  get keyIsGiven(): boolean {
    return Boolean(this.#options.environment.apiKey?.trim());
  }

  get keyProtection(): KeyStore['protection'] {
    return this.#options.keyStore.protection;
  }

  /** The screen's settings as its form shows them; a secret only as set or not. */
  view(): SettingView[] {
    const { settings, sources } = this.#inForce;
    return SCREEN_SETTINGS.map((name) => {
      const { accepts, ...definition } = SETTINGS[name];
      const isSecret = 'secret' in definition;
      // What was typed, also where it is bad: the person is to mend it.
      const shown = this.#saved.texts[name] ?? settings[name];
      const source = sources[name];
      const editable = isFromScreen(source);
      const value = editable ? shown : settings[name];
      return {
        name,
        value: isSecret || value === null ? null : asText(value),
        isSet: settings[name] !== null,
        source,
        editable,
        accepts,
      };
    });
  }

  /**
   * What would be in force with these texts in place of the saved ones; an empty text means the default, an empty
   * key the one that is there. What is given from outside stays, and a key never leaves the place it was given for.
   */
  proposal(
    values: SettingTexts,
  ): { ok: true; settings: CoreSettings; saved: Saved } | SettingProblem {
    const texts = { ...this.#saved.texts };
    for (const [name, text] of Object.entries(values) as [SettingName, string][]) {
      if (isFromScreen(this.#inForce.sources[name])) texts[name] = trimmed(text);
    }
    const { apiKey, staffPin, ...open } = texts;
    const baseUrl = this.#resolve({ texts: open, key: null }).settings.baseUrl;
    const typed = apiKey && baseUrl ? { origin: new URL(baseUrl).origin, key: apiKey } : null;
    const saved = { texts: open, key: typed ?? this.#saved.key };

    // The PIN is checked with the others, and kept elsewhere.
    const checked = this.#resolve({ ...saved, texts: { ...open, ...(staffPin && { staffPin }) } });
    if (!checked.forCore.ok) return checked.forCore;
    const { settings } = checked.forCore;
    if (this.#options.environment.apiKey && this.#leaves(settings.baseUrl)) {
      const message = 'The key is given from outside: change the address there, too';
      return { ok: false, setting: 'baseUrl', message };
    }
    return { ok: true, settings, saved };
  }

  /**
   * Writes settings and their key, and a new PIN with them: all of it, or nothing where it throws.
   *
   * After a power cut amid it the address is the old one still, unless all is new: whoever sets it again is asked again
   * what becomes of the scans that wait.
   *
   * @throws what the file system says; the settings in force are then those from before
   */
  save(saved: Saved, newPin: FileText | null = null): void {
    const { dataDir, keyStore } = this.#options;
    const texts = Object.fromEntries(Object.entries(saved.texts).filter(([, text]) => text !== ''));
    writeTogether([
      ...(newPin ? [newPin] : []),
      ...(saved.key ? [keyStore.asFile(saved.key)] : []),
      savedSettingsFile(dataDir, texts),
    ]);
    this.#saved = { texts, key: saved.key };
    this.#inForce = this.#resolve(this.#saved);
    try {
      if (saved.key) keyStore.dropOthers();
    } catch {
      // What was to be saved is saved; the next time tries it again.
    }
  }

  #read(): Saved {
    const { dataDir, keyStore } = this.#options;
    return { texts: readSavedSettings(dataDir), key: keyStore.load() };
  }

  #leaves(baseUrl: string): boolean {
    const { forCore } = this.#inForce;
    return forCore.ok && new URL(forCore.settings.baseUrl).origin !== new URL(baseUrl).origin;
  }

  #resolve({ texts, key }: Saved): InForce {
    const { flags, environment } = this.#options;
    const resolved = resolveSettings({ flags, environment, saved: texts });
    if (!resolved.ok) {
      // Flags and environment were found good before the start: something saved is bad, and its defaults hold.
      const defaults = resolveSettings({ flags, environment, saved: {} });
      if (!defaults.ok) throw new Error(defaults.message);
      return { ...defaults, forCore: resolved };
    }
    const { settings, sources } = resolved;
    const origin = settings.baseUrl && new URL(settings.baseUrl).origin;
    const stored = key && key.origin === origin ? key.key : null;
    const inForce = settings.apiKey === null && stored ? { ...settings, apiKey: stored } : settings;
    const from =
      settings.apiKey === null && stored ? { ...sources, apiKey: 'saved' as const } : sources;
    return { settings: inForce, sources: from, forCore: coreSettings(inForce) };
  }
}

function isFromScreen(source: SettingSource): boolean {
  return source === 'saved' || source === 'default';
}

/** What the core can't do without. */
function coreSettings(settings: Settings): InForce['forCore'] {
  const { baseUrl, apiKey } = settings;
  const timeZone = settings.timeZone ?? systemTimeZone();
  if (baseUrl === null) return missing('baseUrl');
  if (apiKey === null) return missing('apiKey');
  if (timeZone === null) return missing('timeZone');
  return { ok: true, settings: { ...settings, baseUrl, apiKey, timeZone } };
}

function missing(setting: SettingName): SettingProblem {
  return { ok: false, setting, message: missingMessage(setting) };
}

/** As a person would have typed it. */
function asText(value: unknown): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}
