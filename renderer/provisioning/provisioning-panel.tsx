import './provisioning.css';
import { useEffect, useId } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import type { KioskState } from '../../shared/bridge/kiosk-state.ts';
import type { Readings } from '../state/use-readings.ts';
import { useWords } from '../words/use-words.ts';
import { CodeWays, type CodeWords } from './code-ways.tsx';
import { PassphraseFields } from './passphrase-fields.tsx';
import { useProvisioning } from './use-provisioning.ts';

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  readings: Readings;
  /** Whether a hub is to be joined, by a code or by its line. A set-up code is taken all the same. */
  forHub?: boolean;
  /** Called with whether a code was read and its passphrase is asked for. */
  onAsking?: (asks: boolean) => void;
  /** The code was taken, and what it has brought is in force. */
  onDone?: (brought: 'set-up' | 'hub') => void;
  onLocked: () => void;
};

/**
 * Sets the kiosk up by a provisioning code. While it is shown, it takes what any scanner reads.
 *
 * What is typed here has forms of its own, so it can't stand inside another one.
 */
export function ProvisioningPanel(props: Props) {
  const { kiosk, state, readings, forHub = false, onAsking, onDone, onLocked } = props;
  const provisioning = useProvisioning({
    kiosk,
    forHub,
    reading: readings.tried[0] ?? null,
    onDone: (brought) => onDone?.(brought),
    onLocked,
  });
  const { step, told, fault, isTesting } = provisioning;
  const asks = step.is === 'asks-passphrase';
  useEffect(() => onAsking?.(asks), [onAsking, asks]);
  const { hub, provisioning: setUp } = useWords();
  const say: CodeWords = forHub
    ? { below: hub.scan, paste: hub.paste, letters: hub.line }
    : { below: setUp.below, paste: setUp.paste, letters: setUp.letters };
  const id = useId();
  return (
    <section className="provisioning settings" aria-labelledby={id}>
      <h2 id={id}>{forHub ? hub.join : setUp.headline}</h2>
      {/* Above what it is about, since a small screen may not show the end of that. */}
      <p role="status" className={step.is === 'done' ? 'message' : 'message bad'}>
        {!(asks && fault) && told}
      </p>
      {step.is === 'asks-code' && (
        <CodeWays
          {...{ state, readings, say }}
          isSecret={forHub}
          busy={isTesting}
          onCode={provisioning.take}
        />
      )}
      {step.is === 'asks-passphrase' && (
        <PassphraseFields
          provisioning={provisioning}
          needsPin={step.needsPin}
          hint={forHub ? hub.hint : setUp.hint}
        />
      )}
    </section>
  );
}
