import { SETTINGS, type SettingName } from '../../shared/settings/settings.ts';

/**
 * Reads the settings from the environment, and removes the secrets from it, which are the key, the PINs and the
 * line for a hub, so that no program that we start inherits them.
 *
 * @param env changed in place
 */
export function takeEnvironment(env: NodeJS.ProcessEnv): Partial<Record<SettingName, string>> {
  const taken: Partial<Record<SettingName, string>> = {};
  for (const [name, definition] of Object.entries(SETTINGS)) {
    const value = env[definition.env];
    if (value !== undefined) taken[name as SettingName] = value;
    if ('secret' in definition) delete env[definition.env];
  }
  return taken;
}
