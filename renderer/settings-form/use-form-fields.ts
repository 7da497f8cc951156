import { type RefObject, useCallback, useEffect, useState } from 'react';
import type { BridgeClient, BridgeOutput } from '../../shared/bridge/bridge.ts';
import type { ScreenSetting } from '../../shared/settings/screen-settings.ts';
import {
  filledWith,
  type Typed,
  typedFor,
  typedFrom,
  unsavedTexts,
  viewsFor,
} from './form-values.ts';

type LoadedSettings = Extract<BridgeOutput<'getSettings'>, { ok: true }>;

/**
 * The contents of the form's fields, and the settings that the core filled them with (null until it has).
 *
 * @param unsaved where what was typed is kept, without the key and the PINs, while another page is looked at
 */
export function useFormFields(
  kiosk: BridgeClient,
  onLocked: () => void,
  unsaved?: RefObject<Typed>,
) {
  const [loaded, setLoaded] = useState<LoadedSettings | null>(null);
  const [typed, setTyped] = useState<Typed>({});
  const [pinAgain, typePinAgain] = useState('');

  /**
   * Fills the fields with what the core has, and what is kept of an earlier look at this page. Rejects if the core doesn't
   * answer.
   */
  const load = useCallback(async () => {
    const answer = await kiosk.getSettings({});
    if (!answer.ok) return onLocked();
    setLoaded(answer);
    const { settings } = answer;
    setTyped(filledWith(settings, typedFrom(settings), unsaved?.current ?? {}));
    typePinAgain('');
  }, [kiosk, onLocked, unsaved]);
  useEffect(() => {
    if (loaded && unsaved) unsaved.current = unsavedTexts(loaded.settings, typed);
  }, [loaded, typed, unsaved]);

  const loadedViews = loaded?.settings ?? [];
  function type(name: ScreenSetting, text: string): void {
    if (name === 'purpose') setTyped((before) => typedFor(loadedViews, before, text));
    else setTyped((before) => ({ ...before, [name]: text }));
  }
  /** Types several settings at once. Those that are given from outside stay as they are. */
  const fill = useCallback(
    (texts: Typed) => setTyped((before) => filledWith(loaded?.settings ?? [], before, texts)),
    [loaded],
  );

  const views = viewsFor(loadedViews, typed.purpose);
  return { loaded, views, typed, pinAgain, load, type, fill, typePinAgain };
}
