import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { BridgeClient, BridgeOutput } from '../../../../shared/bridge/bridge.ts';
import { LEAST } from '../../../../shared/bridge/sheet.ts';
import { drawCode } from '../../../provisioning/draw-code.ts';
import { useWallClock } from '../../../state/time.ts';
import { type Sentence, useWords } from '../../../words/use-words.ts';
import { venueMoment } from '../../../words/venue-time.ts';
import { NewPassphrase, type TypedPassphrase } from '../codes/new-passphrase.tsx';
import { weakPassphrase } from '../codes/weak-passphrase.ts';
import { FieldSays } from '../field-says.tsx';
import { bad, type Told } from '../use-section.ts';
import { hostProblemWords } from './host-problem.ts';
import type { HubHost } from './use-hub-host.ts';

type Props = {
  kiosk: BridgeClient;
  host: HubHost;
  timeZone: string;
  onClose: () => void;
  onLocked: () => void;
};

type Added = Extract<BridgeOutput<'addHubDevice'>, { ok: true }> & {
  /** The passphrase, if the kiosk has made it up. Whoever has typed one knows it. */
  suggested: string | null;
};

/** What has to be put right. Each is a new object, and takes the focus. */
type Fault = { part: 'name' | 'passphrase'; says: Sentence };

const EMPTY: TypedPassphrase = { passphrase: '', again: '', suggested: null };

/** Lets another device join the hub: asks for its name and a passphrase, and shows the code that it scans. */
export function AddDevice({ kiosk, host, timeZone, onClose, onLocked }: Props) {
  const { busy, attempt, tell } = host;
  const [name, setName] = useState('');
  const [typed, setTyped] = useState(EMPTY);
  const [fault, setFault] = useState<Fault | null>(null);
  const [added, setAdded] = useState<Added | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const id = useId();
  const { hubHost: say } = useWords();
  useEffect(() => first.current?.focus(), []);

  function forget() {
    setFault(null);
    tell(null);
  }

  async function make(): Promise<Told | null> {
    const { passphrase, again, suggested } = typed;
    const wrong = (part: Fault['part'], says: Sentence) => {
      setFault({ part, says });
      return null;
    };
    if (name.trim() === '') return wrong('name', ({ hubHost }) => hubHost.nameBad);
    if (passphrase !== again) return wrong('passphrase', ({ codes }) => codes.differ);
    const answer = await kiosk.addHubDevice({ name, passphrase });
    if (answer.ok) {
      setAdded({ ...answer, suggested: suggested === passphrase ? passphrase : null });
      setName('');
      setTyped(EMPTY);
      return answer.isInForce ? null : bad(({ hubHost }) => hubHost.notInForce);
    }
    switch (answer.problem) {
      case 'locked':
        onLocked();
        return null;
      case 'bad-name':
        return wrong('name', ({ hubHost }) =>
          answer.why === 'taken' ? hubHost.nameTaken : hubHost.nameBad,
        );
      case 'weak-passphrase':
        return wrong('passphrase', weakPassphrase(answer.why));
      case 'cannot-host':
        return bad((words) => hostProblemWords(words, answer.why));
      case 'not-hosting':
        return bad(({ hubHost }) => hubHost.notHosting);
    }
  }

  if (added) return <AddedDevice added={added} timeZone={timeZone} onClose={onClose} />;
  return (
    <form
      className="settings"
      aria-label={say.add}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setFault(null);
        void attempt(make);
      }}
    >
      <div className="fields">
        <div className="field">
          <label htmlFor={id}>{say.name}</label>
          <input
            ref={first}
            id={id}
            name="hub-device-name"
            dir="auto"
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={fault?.part === 'name'}
            aria-describedby={`${id}-note`}
            value={name}
            onChange={(event) => {
              forget();
              setName(event.target.value);
            }}
          />
          <FieldSays
            id={`${id}-note`}
            field={id}
            fault={fault?.part === 'name' ? fault : null}
            note={say.nameNote}
          />
        </div>
      </div>
      <NewPassphrase
        typed={typed}
        name="hub-passphrase"
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
          {busy ? say.making : say.make}
        </button>
      </div>
    </form>
  );
}

type AddedProps = { added: Added; timeZone: string; onClose: () => void };

/** The code for another device. It is shown now and never again. */
function AddedDevice({ added, timeZone, onClose }: AddedProps) {
  const { name, code, expiresAt, suggested } = added;
  const words = useWords();
  const { hubHost: say } = words;
  const now = useWallClock(60_000);
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.closest('.hub-code')?.scrollIntoView({ block: 'start' });
  }, []);
  useLayoutEffect(() => {
    let isCurrent = true;
    void drawCode(code).then((svg) => {
      const { documentElement } = new DOMParser().parseFromString(svg, 'image/svg+xml');
      if (isCurrent) picture.current?.replaceChildren(documentElement);
    });
    return () => {
      isCurrent = false;
    };
  }, [code]);
  return (
    <div className="hub-code">
      <div>
        <h3 id={id} ref={heading} tabIndex={-1}>
          {say.codeFor({ name })}
        </h3>
        <p>{say.codeDo({ time: venueMoment(words, expiresAt, now, timeZone) })}</p>
        {suggested !== null && (
          <p className="passphrase-told">{say.passphraseIs({ passphrase: suggested })}</p>
        )}
        <div className="actions">
          <button type="button" onClick={onClose}>
            {say.codeDone}
          </button>
        </div>
      </div>
      <div ref={picture} className="picture" role="img" aria-labelledby={id} data-code={code} />
    </div>
  );
}
