import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { ScreenSetting } from '../../../../shared/settings/screen-settings.ts';
import { Field } from '../../../settings-form/field.tsx';
import { useWords } from '../../../words/use-words.ts';
import { DevicesTable } from './devices-table.tsx';
import { PartSays } from './part-says.tsx';
import { SheetPassphrase } from './sheet-passphrase.tsx';
import { COMMON_FIELDS, type CodesForm, DEVICE_FIELDS } from './use-codes-form.ts';

/** What is entered for a sheet: the devices, the passphrase, and below "More" what holds for all of them. */
export function CodesFields({ form }: { form: CodesForm }) {
  const { entry, enter, busy } = form;
  const { codes: say, settings } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever comes back from a sheet goes on here. Whoever has opened the page is still on its tab.
  useEffect(() => {
    if (form.hasMade) heading.current?.focus();
  }, [form.hasMade]);
  const id = useId();
  return (
    <form
      className="settings"
      aria-labelledby={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) form.submit();
      }}
    >
      <h2 id={id} ref={heading} tabIndex={-1}>
        {say.headline}
      </h2>
      <p className="note">{say.below}</p>
      <fieldset className="choices" aria-label={say.devices}>
        {([false, true] as const).map((many) => (
          <label key={String(many)}>
            <input
              type="radio"
              name="devices"
              checked={entry.many === many}
              onChange={() => enter({ many })}
            />
            {many ? say.many : say.one}
          </label>
        ))}
      </fieldset>
      {entry.many ? (
        <DevicesTable form={form} />
      ) : (
        <div className="fields">
          <SettingFields names={DEVICE_FIELDS} form={form} />
        </div>
      )}
      <SheetPassphrase form={form} />
      <More form={form} label={settings.more}>
        <SettingFields names={COMMON_FIELDS} form={form} />
        <DaysField form={form} />
      </More>
      <div className="actions">
        <button type="submit" className="main" aria-disabled={busy}>
          {busy ? say.making : say.make}
        </button>
        <PartSays form={form} part="form" />
      </div>
    </form>
  );
}

function SettingFields({ names, form }: { names: readonly ScreenSetting[]; form: CodesForm }) {
  const [isShown, show] = useState(false);
  return names.map((name) => (
    <Field
      key={name}
      name={name}
      view={undefined}
      text={form.typed[name] ?? ''}
      isSet={false}
      fault={form.faults.find(({ setting }) => setting === name) ?? null}
      {...(name === 'apiKey' && { reveal: { isShown, show } })}
      onType={(text) => form.type(name, text)}
    />
  ));
}

/** What most people leave alone. It opens by itself if something in it is wrong. */
function More({ form, label, children }: { form: CodesForm; label: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const isCommon = form.faults.some(({ setting }) =>
    COMMON_FIELDS.some((name) => name === setting),
  );
  const isWrong = isCommon || form.fault?.part === 'days';
  return (
    <details open={open || isWrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      <div className="fields">{children}</div>
    </details>
  );
}

function DaysField({ form }: { form: CodesForm }) {
  const { entry, enter, fault } = form;
  const say = useWords().codes;
  const id = useId();
  const isWrong = fault?.part === 'days';
  return (
    <div className="field">
      <label htmlFor={id}>{say.days}</label>
      <input
        id={id}
        name="days"
        type="text"
        dir="ltr"
        inputMode="numeric"
        maxLength={3}
        autoComplete="off"
        aria-invalid={isWrong}
        aria-describedby={`${id}-note`}
        value={entry.days}
        onChange={(event) => enter({ days: event.target.value })}
      />
      <PartSays form={form} part="days" id={`${id}-note`} field={id} />
    </div>
  );
}
