import type { SettingView } from '../../shared/bridge/setting-view.ts';
import { resolveSettings } from '../../shared/settings/resolve-settings.ts';
import { isSecret, SCREEN_SETTINGS } from '../../shared/settings/screen-settings.ts';
import {
  missing,
  type SettingProblem,
  type SettingSource,
} from '../../shared/settings/setting-problem.ts';
import type { CoreSettings, SettingName, Settings } from '../../shared/settings/settings.ts';
import { trimmed } from '../../shared/text/trimmed.ts';
import { IN_ENGLISH, settingSentence } from '../../shared/words/problem-sentences.ts';
import { type FileText, writeTogether } from '../core/system/durable-file.ts';
import type { KeyStore, StoredKey } from './key-store.ts';
import { loggedNever } from './logged-never.ts';
import { readSavedSettings, type SettingTexts, savedSettingsFile } from './saved-settings.ts';
import { systemTimeZone } from './system-time-zone.ts';

type Refused = { ok: false } & SettingProblem;

export type DeviceSettingsOptions = {
  dataDir: string;
  flags: SettingTexts;
  environment: SettingTexts;
  keyStore: KeyStore;
  /** Reads what was saved from the screen; by default a damaged file of it is set aside. */
  readSaved?: (dataDir: string) => SettingTexts;
};

type Saved = {
  texts: SettingTexts;
  key: StoredKey | null;
  /** The line by which this device joins a venue's hub. */
  joinLine: string | null;
};

type InForce = {
  settings: Settings;
  sources: Record<SettingName, SettingSource>;
  forCore: { ok: true; settings: CoreSettings } | Refused;
};

/**
 * The settings in force on this device. Some are given from outside, by flags and the environment; the others were
 * saved from the screen, and are changed here.
 */
export class DeviceSettings {
  readonly #options: DeviceSettingsOptions;
  #saved: Saved;
  #inForce: InForce;
  readonly #secrets = new Set<string>();

  /** @throws what the file system says */
  constructor(options: DeviceSettingsOptions) {
    this.#options = options;
    this.#saved = this.#read();
    this.#inForce = this.#resolve(this.#saved);
    this.#noteSecrets();
  }

  /**
   * Reads the data folder again.
   *
   * @throws what the file system says
   */
  readAgain(): void {
    this.#saved = this.#read();
    this.#inForce = this.#resolve(this.#saved);
    this.#noteSecrets();
  }

  /** The settings that the core needs, or the first one that keeps it from starting. */
  get forCore(): InForce['forCore'] {
    return this.#inForce.forCore;
  }

  /** The settings as the screen needs them. They are there even before the set-up. */
  get forScreen(): Settings {
    return this.#inForce.settings;
  }

  /** The venue's zone, an IANA name. If none is known, nothing can be checked in yet, and UTC does as well as any. */
  get venueTimeZone(): string {
    return this.forScreen.timeZone ?? systemTimeZone() ?? 'UTC';
  }

  /**
   * Every key that this process has known, what is secret in every line for a hub, and the metrics' token, whether they
   * are in force or not. None of them may stand in a log.
   */
  get secrets(): readonly string[] {
    return [...this.#secrets];
  }

  /** Whether the key comes with each start, so that this device can't forget it. */
  get keyIsGiven(): boolean {
    return Boolean(this.#options.environment.apiKey?.trim());
  }

  /** Whether the line for a hub comes with each start. */
  get joinLineIsGiven(): boolean {
    return Boolean(this.#options.environment.hubJoin?.trim());
  }

  get keyProtection(): KeyStore['protection'] {
    return this.#options.keyStore.protection;
  }

  /** The settings in the form. Of a secret it says only whether it is set. */
  view(): SettingView[] {
    const { settings, sources } = this.#inForce;
    return SCREEN_SETTINGS.map((name) => {
      // Shown as it was typed, even if it is bad, so that a person can mend it.
      const text = this.#saved.texts[name];
      const shown = text ?? settings[name];
      // While one of them is bad, none that was saved is in force, but they are still there.
      const source = text && sources[name] === 'default' ? 'saved' : sources[name];
      const editable = isFromScreen(source);
      const value = editable ? shown : settings[name];
      return {
        name,
        value: isSecret(name) || value === null ? null : asText(value),
        isSet: settings[name] !== null,
        source,
        editable,
      };
    });
  }

  /**
   * Works out what would be in force with these texts in place of the saved ones. An empty text means the default, or
   * no hub, and an empty key the one that is there. What is given from outside stays, and a key is never used for another
   * place than the one it was given for.
   */
  proposal(values: SettingTexts): { ok: true; settings: CoreSettings; saved: Saved } | Refused {
    const texts = { ...this.#saved.texts };
    for (const [name, text] of Object.entries(values) as [SettingName, string][]) {
      if (isFromScreen(this.#inForce.sources[name])) texts[name] = trimmed(text);
    }
    const { apiKey, hubJoin, staffPin, stewardPin, ...open } = texts;
    const nothing = { key: null, joinLine: null };
    const baseUrl = this.#resolve({ texts: open, ...nothing }).settings.baseUrl;
    const typed = apiKey && baseUrl ? { origin: new URL(baseUrl).origin, key: apiKey } : null;
    const joinLine = hubJoin === undefined ? this.#saved.joinLine : hubJoin || null;
    const saved = { texts: open, key: typed ?? this.#saved.key, joinLine };

    // The PINs are checked together with the others but kept elsewhere.
    const pins = { ...(staffPin && { staffPin }), ...(stewardPin && { stewardPin }) };
    const checked = this.#resolve({ ...saved, texts: { ...open, ...pins } });
    if (!checked.forCore.ok) return checked.forCore;
    const { settings } = checked.forCore;
    if (this.#options.environment.apiKey && this.#leaves(settings.baseUrl)) {
      return { ok: false, setting: 'baseUrl', why: 'key-from-outside', source: 'environment' };
    }
    return { ok: true, settings, saved };
  }

  /**
   * Writes the settings, their secrets and, if there are any, new PINs. If it throws, nothing was changed.
   *
   * If the power fails in the middle of it, the address stays the old one unless everything is new. Whoever sets it
   * once more is therefore asked once more what should become of the scans that wait.
   *
   * @throws what the file system says; the settings in force are then the old ones
   */
  save(saved: Saved, newPins: readonly FileText[] = []): void {
    const { dataDir, keyStore } = this.#options;
    const texts = Object.fromEntries(Object.entries(saved.texts).filter(([, text]) => text !== ''));
    const { key, joinLine } = saved;
    // A line that can't be read just now isn't touched, since the keyring that sealed it may come back.
    const isOtherLine = joinLine !== this.#saved.joinLine;
    writeTogether([
      ...newPins,
      ...(key ? keyStore.asFiles(key) : []),
      ...(isOtherLine ? keyStore.joinLine.asFiles(joinLine) : []),
      savedSettingsFile(dataDir, texts),
    ]);
    this.#saved = { texts, key, joinLine };
    this.#inForce = this.#resolve(this.#saved);
    this.#noteSecrets();
  }

  #read(): Saved {
    const { dataDir, keyStore, readSaved = readSavedSettings } = this.#options;
    return { texts: readSaved(dataDir), key: keyStore.load(), joinLine: keyStore.joinLine.load() };
  }

  #noteSecrets() {
    const { key } = this.#saved;
    const known = [...loggedNever(this.forScreen), ...(key ? [key.key] : [])];
    for (const secret of known) this.#secrets.add(secret);
  }

  #leaves(baseUrl: string): boolean {
    const { forCore } = this.#inForce;
    return forCore.ok && new URL(forCore.settings.baseUrl).origin !== new URL(baseUrl).origin;
  }

  #resolve({ texts, key, joinLine }: Saved): InForce {
    const { flags, environment } = this.#options;
    const saved = { ...texts, ...(joinLine !== null && { hubJoin: joinLine }) };
    const resolved = resolveSettings({ flags, environment, saved });
    if (!resolved.ok) {
      // Flags and environment were checked before the start, so a saved setting is bad. Go on without the saved ones.
      const defaults = resolveSettings({ flags, environment, saved: {} });
      if (!defaults.ok) throw new Error(settingSentence(IN_ENGLISH, defaults));
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

/** The settings that the core needs, if those that it can't work without are there. */
function coreSettings(settings: Settings): InForce['forCore'] {
  const { baseUrl, apiKey } = settings;
  const timeZone = settings.timeZone ?? systemTimeZone();
  if (baseUrl === null) return { ok: false, ...missing('baseUrl') };
  if (apiKey === null) return { ok: false, ...missing('apiKey') };
  if (timeZone === null) return { ok: false, ...missing('timeZone') };
  return { ok: true, settings: { ...settings, baseUrl, apiKey, timeZone } };
}

/** A value as a person would have typed it. */
function asText(value: unknown): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}
