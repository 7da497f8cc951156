import { useId, useRef } from 'react';
import { LONGEST_TABLE, MOST_DEVICES } from '../../../../shared/bridge/sheet.ts';
import { decodeText } from '../../../../shared/text/decode-text.ts';
import { useWords } from '../../../words/use-words.ts';
import { PartSays } from './part-says.tsx';
import { COLUMN_NAMES } from './sheet-faults.ts';
import type { CodesForm } from './use-codes-form.ts';

/** The table of devices, as a spreadsheet saves it: pasted, or read from a file. */
export function DevicesTable({ form }: { form: CodesForm }) {
  const { entry, enter, fault } = form;
  const say = useWords().codes;
  const file = useRef<HTMLInputElement>(null);
  const id = useId();

  async function read(chosen: File) {
    // Nothing larger is even read.
    if (chosen.size > LONGEST_TABLE) {
      return form.say('table', ({ codes }) => codes.tooMany({ most: MOST_DEVICES }));
    }
    enter({ table: decodeText(new Uint8Array(await chosen.arrayBuffer())) });
  }

  return (
    <div className="field devices-table">
      <label htmlFor={id}>{say.table}</label>
      <textarea
        id={id}
        name="table"
        dir="ltr"
        rows={5}
        maxLength={LONGEST_TABLE}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={fault?.part === 'table'}
        aria-describedby={`${id}-note`}
        value={entry.table}
        onChange={(event) => enter({ table: event.target.value })}
      />
      <PartSays
        form={form}
        part="table"
        id={`${id}-note`}
        field={id}
        note={say.tableNote(COLUMN_NAMES)}
      />
      <div className="actions">
        {/* The browser's own button speaks the system's language. */}
        <input
          ref={file}
          type="file"
          accept=".csv, .txt, .tsv, text/csv, text/plain"
          hidden
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen) read(chosen).catch(() => form.say('table', ({ codes }) => codes.noDevice));
            // The same file may be chosen again once it has been mended.
            currentTarget.value = '';
          }}
        />
        <button type="button" onClick={() => file.current?.click()}>
          {say.choose}
        </button>
      </div>
    </div>
  );
}
