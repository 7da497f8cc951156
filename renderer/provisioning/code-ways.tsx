import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KioskState } from '../../shared/bridge/kiosk-state.ts';
import { MAX_PROVISIONING_LENGTH } from '../../shared/scan/provisioning-code.ts';
import { CameraScanner } from '../scanner/camera-scanner.tsx';
import type { CameraState } from '../scanner/scanner-state.ts';
import type { Readings } from '../state/use-readings.ts';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/words.ts';

const QR_ALONE = ['qr'] as const;

/** What a person reads about what is asked for. */
export type CodeWords = {
  below: string;
  paste: string;
  /** The label of the field that takes what is pasted. */
  letters: string;
};

type Props = {
  state: KioskState;
  readings: Readings;
  say: CodeWords;
  /** Whether the field for what is pasted shows dots, since a plain line is a secret and a sealed code isn't. */
  isSecret: boolean;
  busy: boolean;
  onCode: (code: string) => void;
};

/** The ways in which a code gets here: by a scanner, which needs nothing, by the camera, or pasted. */
export function CodeWays({ state, readings, say, isSecret, busy, onCode }: Props) {
  const [way, setWay] = useState<'scanner' | 'camera' | 'hand'>('scanner');
  const words = useWords();
  const toggle = (to: 'camera' | 'hand') => setWay(way === to ? 'scanner' : to);
  return (
    <>
      <p className="note">{say.below}</p>
      <div className="actions">
        <button type="button" aria-expanded={way === 'camera'} onClick={() => toggle('camera')}>
          {way === 'camera' ? words.scannerTest.closeCamera : words.provisioning.useCamera}
        </button>
        <button type="button" aria-expanded={way === 'hand'} onClick={() => toggle('hand')}>
          {say.paste}
        </button>
      </div>
      {way === 'camera' && <CodeCamera state={state} readings={readings} />}
      {way === 'hand' && <CodeLetters {...{ say, isSecret, busy, onCode }} />}
    </>
  );
}

function CodeCamera({ state, readings }: Pick<Props, 'state' | 'readings'>) {
  const [camera, setCamera] = useState<CameraState>({ is: 'starting' });
  const words = useWords();
  // A sheet has QR codes, whatever badges have.
  const settings = useMemo(() => ({ ...state.camera, formats: QR_ALONE }), [state.camera]);
  const hasPicture = camera.is !== 'starting' && camera.is !== 'failed';
  return (
    <>
      <div className="code-camera" data-camera={hasPicture ? 'on' : 'off'}>
        <CameraScanner
          settings={settings}
          codePattern={state.display.codePattern}
          onReading={readings.onReading}
          onState={setCamera}
        />
      </div>
      <p role="status">{camera.is !== 'on' && cameraWords(words, camera)}</p>
    </>
  );
}

function cameraWords({ facts, join }: Words, camera: CameraState): string {
  const state = facts.cameraState[camera.is === 'failed' ? camera.problem : camera.is];
  return join.state({ name: facts.camera, state });
}

type LettersProps = Pick<Props, 'say' | 'isSecret' | 'busy' | 'onCode'>;

function CodeLetters({ say, isSecret, busy, onCode }: LettersProps) {
  const [letters, setLetters] = useState('');
  const { goOn } = useWords().provisioning;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="field"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onCode(letters);
      }}
    >
      <label htmlFor={id}>{say.letters}</label>
      <input
        id={id}
        ref={field}
        type={isSecret ? 'password' : 'text'}
        dir="ltr"
        maxLength={2 * MAX_PROVISIONING_LENGTH}
        autoComplete={isSecret ? 'new-password' : 'off'}
        autoCapitalize={isSecret ? 'off' : 'characters'}
        spellCheck={false}
        value={letters}
        onChange={(event) => setLetters(event.target.value)}
      />
      <div className="actions">
        <button type="submit" aria-disabled={busy}>
          {goOn}
        </button>
      </div>
    </form>
  );
}
