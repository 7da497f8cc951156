import './settings.css';
import { type RefObject, useId, useRef, useState } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import type { ScreenSetting } from '../../shared/settings/screen-settings.ts';
import { LANGUAGE_CODES } from '../../shared/words/languages.ts';
import { useLanguageSwitch } from '../languages/shown-language.tsx';
import { VoicesTold } from '../sound/voices-told.tsx';
import { joined } from '../words/join.ts';
import { useWords } from '../words/use-words.ts';
import { Field } from './field.tsx';
import { languagesFrom, settingsOf, type Typed } from './form-values.ts';
import { type SettingsFormState, useSettingsForm } from './use-settings-form.ts';
import { WaitingScans } from './waiting-scans.tsx';

type Props = {
  kiosk: BridgeClient;
  testAlways: boolean;
  /** Where what was typed is kept, without the key and the PINs, while another page is looked at. */
  unsaved?: RefObject<Typed>;
  onLocked: () => void;
};

/** The settings that a person may change, with a test of the connection. It is the same at set-up and for staff. */
export function SettingsForm(props: Props) {
  const { kiosk, onLocked } = props;
  const form = useSettingsForm(props);
  const { loaded, step, message } = form;
  const words = useWords();
  const say = words.settings;
  if (!loaded) return <p role="status">{message?.say(words) ?? words.starting}</p>;
  const busy = step.is === 'testing' || step.is === 'saving';
  return (
    <form
      className="settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) form.submit();
      }}
    >
      <div className="fields">
        {settingsOf('main').map((name) => (
          <SettingField key={name} name={name} form={form} />
        ))}
        <PinAgain form={form} />
      </div>
      <MoreFields label={say.more} names={settingsOf('more')} form={form} />
      <VoicesTold speech={form.typed.speech === '1'} languages={languagesFrom(form.typed)} />
      <MoreFields label={say.scanners} names={settingsOf('scanners')} form={form} />
      <p className="note">{say.protection[loaded.keyProtection]}</p>
      {loaded.strangers.length > 0 && (
        <p className="note">{say.strangers({ names: joined(words, 'and', loaded.strangers) })}</p>
      )}
      <FormActions form={form} busy={busy} />
      {step.is === 'scans-waiting' && (
        <WaitingScans
          kiosk={kiosk}
          count={step.count}
          onSave={form.saveWaiting}
          onCancel={form.cancelWaiting}
          onLocked={onLocked}
        />
      )}
    </form>
  );
}

/** The form's buttons, and what came of them. A busy button keeps the focus, which a disabled one would lose. */
function FormActions({ form, busy }: { form: SettingsFormState; busy: boolean }) {
  const { step, message } = form;
  const words = useWords();
  const say = words.settings;
  const save = useRef<HTMLButtonElement>(null);
  return (
    <div className="actions">
      <button type="button" aria-disabled={busy} onClick={() => busy || form.test()}>
        {step.is === 'testing' ? say.testing : say.test}
      </button>
      <button type="submit" className="main" ref={save} aria-disabled={busy}>
        {step.is === 'saving' ? say.saving : say.save}
      </button>
      {step.is === 'test-failed' && (
        <button
          type="button"
          onClick={() => {
            // This button goes once it is pressed.
            save.current?.focus();
            form.submitUntested();
          }}
        >
          {say.saveAnyway}
        </button>
      )}
      <p role="status" className={message?.bad ? 'message bad' : 'message'}>
        {message?.say(words)}
      </p>
    </div>
  );
}

type MoreProps = { label: string; names: readonly ScreenSetting[]; form: SettingsFormState };

/**
 * Fields that most people leave as they are. They are folded away until somebody opens them or one of them is wrong.
 */
function MoreFields({ label, names, form }: MoreProps) {
  const [open, setOpen] = useState(false);
  const isWrong = form.faults.some(({ setting }) => names.some((name) => name === setting));
  return (
    <details open={open || isWrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      <div className="fields">
        {names.map((name) => (
          <SettingField key={name} name={name} form={form} />
        ))}
      </div>
    </details>
  );
}

/** A field with its part of the form's state. */
function SettingField({ name, form }: { name: ScreenSetting; form: SettingsFormState }) {
  const view = form.views.find((each) => each.name === name);
  const fault = form.faults.find(({ setting }) => setting === name) ?? null;
  const isSet = name === 'staffPin' ? form.loaded?.pinIsSet : view?.isSet;
  const { choose } = useLanguageSwitch();
  return (
    <Field
      name={name}
      view={view}
      isSet={isSet ?? false}
      text={form.typed[name] ?? ''}
      fault={fault}
      onType={(text) => {
        form.type(name, text);
        // Whoever chooses a language wants to read on in it.
        if (name === 'language') choose(LANGUAGE_CODES.find((each) => each === text) ?? null);
      }}
    />
  );
}

/** The field for the second time that the staff PIN is typed. */
function PinAgain({ form }: { form: SettingsFormState }) {
  const words = useWords();
  const id = useId();
  const view = form.views.find((each) => each.name === 'staffPin');
  return (
    <div className="field">
      <label htmlFor={id}>{words.settings.pinAgain}</label>
      <input
        id={id}
        name="staffPinAgain"
        dir="ltr"
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        disabled={view?.editable === false}
        value={form.pinAgain}
        onChange={(event) => form.typePinAgain(event.target.value)}
      />
    </div>
  );
}
