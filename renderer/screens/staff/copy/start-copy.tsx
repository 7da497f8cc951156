import { useId, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { LEAST } from '../../../../shared/bridge/sheet.ts';
import { type Sentence, useWords } from '../../../words/use-words.ts';
import { NewPassphrase, type TypedPassphrase } from '../codes/new-passphrase.tsx';
import { weakPassphrase } from '../codes/weak-passphrase.ts';
import { FieldSays } from '../field-says.tsx';
import { bad, good, type Told } from '../use-section.ts';
import type { Copy } from './use-copy.ts';

type Props = {
  kiosk: BridgeClient;
  copy: Copy;
  /** The sticks that are attached: their folders. */
  drives: readonly string[];
  onStarted: () => void;
  onLocked: () => void;
};

/** What has to be put right. Each is a new object, and takes the focus. */
type Fault = { part: 'folder' | 'passphrase'; says: Sentence };

const EMPTY: TypedPassphrase = { passphrase: '', again: '', suggested: null };

/** Asks where the copy goes, and for a passphrase, and starts it. */
export function StartCopy({ kiosk, copy, drives, onStarted, onLocked }: Props) {
  const { busy, tell, attempt } = copy;
  const [drive, choose] = useState<string | null>(null);
  const [folder, setFolder] = useState('');
  const [typed, setTyped] = useState(EMPTY);
  const [fault, setFault] = useState<Fault | null>(null);
  const id = useId();
  const { copy: say } = useWords();
  // A stick that was pulled meanwhile isn't chosen any more.
  const chosen = drive !== null && drives.includes(drive) ? drive : null;

  function forget() {
    setFault(null);
    tell(null);
  }

  async function start(): Promise<Told | null> {
    const { passphrase, again, suggested } = typed;
    const wrong = (part: Fault['part'], says: Sentence) => {
      setFault({ part, says });
      return null;
    };
    const to = folder.trim() || chosen;
    if (!to) return wrong('folder', (words) => words.copy.choose);
    if (passphrase !== again) return wrong('passphrase', ({ codes }) => codes.differ);
    const answer = await kiosk.startCopy({ folder: to, passphrase });
    if (answer.ok) {
      onStarted();
      return good((words) =>
        suggested !== null && suggested === passphrase
          ? words.copy.tellPassphrase({ passphrase })
          : words.copy.started,
      );
    }
    switch (answer.problem) {
      case 'locked':
        onLocked();
        return null;
      case 'bad-folder':
        return wrong('folder', (words) => words.copy.problem[answer.why]);
      case 'weak-passphrase':
        return wrong('passphrase', weakPassphrase(answer.why));
      case 'not-written':
        return bad(({ settings }) => settings.notWritten);
      case 'not-running':
        return bad(({ notNow }) => notNow[answer.problem]);
    }
  }

  return (
    <form
      className="settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setFault(null);
        void attempt(start);
      }}
    >
      <p id={`${id}-where`} className="label">
        {say.where}
      </p>
      {drives.length === 0 ? (
        <p className="note">{say.noDrives}</p>
      ) : (
        <fieldset className="choices" aria-labelledby={`${id}-where`}>
          {drives.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="copy-drive"
                checked={chosen === each && folder.trim() === ''}
                onChange={() => {
                  forget();
                  setFolder('');
                  choose(each);
                }}
              />
              <bdi>{each}</bdi>
            </label>
          ))}
        </fieldset>
      )}
      <div className="fields">
        <div className="field">
          <label htmlFor={id}>{say.folder}</label>
          <input
            id={id}
            name="copy-folder"
            dir="ltr"
            maxLength={4096}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            aria-invalid={fault?.part === 'folder'}
            aria-describedby={`${id}-note`}
            value={folder}
            onChange={(event) => {
              forget();
              setFolder(event.target.value);
            }}
          />
          <FieldSays
            id={`${id}-note`}
            field={id}
            fault={fault?.part === 'folder' ? fault : null}
            note={say.folderNote}
          />
        </div>
      </div>
      <NewPassphrase
        typed={typed}
        name="copy-passphrase"
        isWrong={fault?.part === 'passphrase'}
        onType={(changes) => {
          forget();
          setTyped((before) => ({ ...before, ...changes }));
        }}
        says={(noteId, field) => (
          <FieldSays
            id={noteId}
            field={field}
            fault={fault?.part === 'passphrase' ? fault : null}
            note={say.passphraseNote({ characters: LEAST.characters })}
          />
        )}
      />
      <div className="actions">
        <button type="submit" className="main" aria-disabled={busy}>
          {busy ? say.starting : say.start}
        </button>
      </div>
    </form>
  );
}
