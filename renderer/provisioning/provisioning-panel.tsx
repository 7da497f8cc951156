import './provisioning.css';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import type { KioskState } from '../../shared/bridge/kiosk-state.ts';
import { MAX_PROVISIONING_LENGTH } from '../../shared/scan/provisioning-code.ts';
import { CameraScanner } from '../scanner/camera-scanner.tsx';
import type { CameraState } from '../scanner/scanner-state.ts';
import type { Readings } from '../state/use-readings.ts';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/words.ts';
import { PassphraseFields } from './passphrase-fields.tsx';
import { useProvisioning } from './use-provisioning.ts';

const QR_ALONE = ['qr'] as const;

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  readings: Readings;
  /** Called with whether a code was read and its passphrase is asked for. */
  onAsking?: (asks: boolean) => void;
  /** The code was taken, and its settings and key are in force. */
  onDone?: () => void;
  onLocked: () => void;
};

/**
 * Sets the kiosk up by a provisioning code. While it is shown, it takes what any scanner reads.
 *
 * What is typed here has forms of its own, so it can't stand inside another one.
 */
export function ProvisioningPanel({ kiosk, state, readings, onAsking, onDone, onLocked }: Props) {
  const provisioning = useProvisioning({
    kiosk,
    reading: readings.tried[0] ?? null,
    onDone: () => onDone?.(),
    onLocked,
  });
  const { step, told, fault, isTesting } = provisioning;
  const asks = step.is === 'asks-passphrase';
  useEffect(() => onAsking?.(asks), [onAsking, asks]);
  const words = useWords();
  const id = useId();
  return (
    <section className="provisioning settings" aria-labelledby={id}>
      <h2 id={id}>{words.provisioning.headline}</h2>
      {/* Above what it is about, since a small screen may not show the end of that. */}
      <p role="status" className={step.is === 'done' ? 'message' : 'message bad'}>
        {!(asks && fault) && told}
      </p>
      {step.is === 'asks-code' && (
        <CodeWays state={state} readings={readings} busy={isTesting} onCode={provisioning.take} />
      )}
      {step.is === 'asks-passphrase' && (
        <PassphraseFields provisioning={provisioning} needsPin={step.needsPin} />
      )}
    </section>
  );
}

type WaysProps = Pick<Props, 'state' | 'readings'> & {
  busy: boolean;
  onCode: (code: string) => void;
};

/** The ways in which a code gets here: by a scanner, which needs nothing, by the camera, or pasted. */
function CodeWays({ state, readings, busy, onCode }: WaysProps) {
  const [way, setWay] = useState<'scanner' | 'camera' | 'hand'>('scanner');
  const words = useWords();
  const say = words.provisioning;
  const toggle = (to: 'camera' | 'hand') => setWay(way === to ? 'scanner' : to);
  return (
    <>
      <p className="note">{say.below}</p>
      <div className="actions">
        <button type="button" aria-expanded={way === 'camera'} onClick={() => toggle('camera')}>
          {way === 'camera' ? words.scannerTest.closeCamera : say.useCamera}
        </button>
        <button type="button" aria-expanded={way === 'hand'} onClick={() => toggle('hand')}>
          {say.paste}
        </button>
      </div>
      {way === 'camera' && <CodeCamera state={state} readings={readings} />}
      {way === 'hand' && <CodeLetters busy={busy} onCode={onCode} />}
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

function CodeLetters({ busy, onCode }: { busy: boolean; onCode: (code: string) => void }) {
  const [letters, setLetters] = useState('');
  const say = useWords().provisioning;
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
        type="text"
        dir="ltr"
        maxLength={2 * MAX_PROVISIONING_LENGTH}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={letters}
        onChange={(event) => setLetters(event.target.value)}
      />
      <div className="actions">
        <button type="submit" aria-disabled={busy}>
          {say.goOn}
        </button>
      </div>
    </form>
  );
}
