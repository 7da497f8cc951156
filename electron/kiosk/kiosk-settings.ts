import type { SettingView } from '../../shared/bridge.ts';
import {
  missingMessage,
  resolveSettings,
  SETTINGS,
  type SettingName,
  type SettingSource,
  type Settings,
} from '../../shared/settings.ts';
import type { CoreSettings } from '../core.ts';
import type { KeyStore } from '../settings/key-store.ts';
import {
  readSavedSettings,
  type SettingTexts,
  writeSavedSettings,
} from '../settings/saved-settings.ts';

export type SettingProblem = {
  ok: false;
  problem: 'bad-setting';
  setting: SettingName;
  message: string;
};

type Resolved = {
  settings: Settings;
  sources: Record<SettingName, SettingSource>;
};

export type KioskSettingsOptions = {
  dataDir: string;
  flags: SettingTexts;
  environment: SettingTexts;
  keyStore: KeyStore;
};

/** The settings in force, from outside and from the setup screen, and the changing of the latter. */
export class KioskSettings {
  readonly #options: KioskSettingsOptions;
  #saved: SettingTexts;

  constructor(options: KioskSettingsOptions) {
    this.#options = options;
    this.#saved = readSavedSettings(options.dataDir);
  }

  /** What the core needs; null until the address and the key are there and every value is good. */
  get forCore(): CoreSettings | null {
    const resolved = this.#resolve(this.#savedWithKey());
    if (!resolved.ok) return null;
    const { baseUrl, apiKey } = resolved.settings;
    return baseUrl === null || apiKey === null ? null : { ...resolved.settings, baseUrl, apiKey };
  }

  /** What the screen shows, also before the set-up. A bad saved value leaves the defaults. */
  get forScreen(): Settings {
    const resolved = this.#resolve(this.#savedWithKey());
    return resolved.ok ? resolved.settings : this.#withoutSaved().settings;
  }

  get keyProtection(): KeyStore['protection'] {
    return this.#options.keyStore.protection;
  }

  /** Every setting as the form shows it; a secret only as set or not. */
  view(): SettingView[] {
    const saved = this.#savedWithKey();
    const resolved = this.#resolve(saved);
    const { settings, sources } = resolved.ok ? resolved : this.#withoutSaved();
    return (Object.keys(SETTINGS) as SettingName[]).map((name) => {
      const definition = SETTINGS[name];
      const source = sources[name];
      const value = settings[name];
      // What was typed, also where it is bad: the person is to mend it.
      const typed = source === 'default' ? saved[name] : undefined;
      return {
        name,
        value: 'secret' in definition || value === null ? (typed ?? null) : String(typed ?? value),
        isSet: value !== null,
        source,
        editable: source !== 'flag' && source !== 'environment',
        accepts: definition.accepts,
        ...('secret' in definition && { value: null }),
      };
    });
  }

  /**
   * What would be in force with these texts in place of the saved ones; an empty text means the default. What is
   * given from outside stays.
   */
  proposal(
    values: SettingTexts,
  ): { ok: true; settings: CoreSettings; texts: SettingTexts } | SettingProblem {
    const texts = { ...this.#savedWithKey() };
    for (const [name, text] of Object.entries(values) as [SettingName, string][]) {
      // An empty key means the one that is there: it is never shown, so it can't be handed back.
      if (name === 'apiKey' && text.trim() === '') continue;
      texts[name] = text;
    }
    const resolved = this.#resolve(texts);
    if (!resolved.ok) return { ...resolved, problem: 'bad-setting' };
    const { baseUrl, apiKey } = resolved.settings;
    if (baseUrl === null) return problem('baseUrl', missingMessage('baseUrl'));
    if (apiKey === null) return problem('apiKey', missingMessage('apiKey'));
    return (
      this.#keyStaysHome(baseUrl, values) ?? {
        ok: true,
        settings: { ...resolved.settings, baseUrl, apiKey },
        texts,
      }
    );
  }

  /** @throws what the file system says */
  save(texts: SettingTexts): void {
    const { dataDir, keyStore } = this.#options;
    const given = Object.entries(texts).filter(([, text]) => text.trim() !== '');
    const saved = Object.fromEntries(given) as SettingTexts;
    if (saved.apiKey && saved.apiKey !== keyStore.load()) keyStore.save(saved.apiKey.trim());
    writeSavedSettings(dataDir, saved);
    this.#saved = readSavedSettings(dataDir);
  }

  /** The key that is here was given for one place: whoever changes the address must bring a key for it. */
  #keyStaysHome(baseUrl: string, values: SettingTexts): SettingProblem | null {
    const current = this.forCore;
    if (!current || new URL(current.baseUrl).origin === new URL(baseUrl).origin) return null;
    if (this.#options.environment.apiKey) {
      return problem('baseUrl', 'The key is given from outside: change the address there, too');
    }
    return values.apiKey?.trim()
      ? null
      : problem('apiKey', 'A new address needs its key to be entered');
  }

  #resolve(saved: SettingTexts) {
    const { flags, environment } = this.#options;
    return resolveSettings({ flags, environment, saved });
  }

  #withoutSaved(): Resolved {
    const resolved = this.#resolve({});
    // Flags and environment were found good before the start.
    if (!resolved.ok) throw new Error(resolved.message);
    return resolved;
  }

  #savedWithKey(): SettingTexts {
    const key = this.#options.keyStore.load();
    return key ? { ...this.#saved, apiKey: key } : this.#saved;
  }
}

function problem(setting: SettingName, message: string): SettingProblem {
  return { ok: false, problem: 'bad-setting', setting, message };
}
