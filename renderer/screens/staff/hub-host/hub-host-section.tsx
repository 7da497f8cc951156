import './hub-host.css';
import { useId, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { HubHostView } from '../../../../shared/bridge/hub-host.ts';
import { EndQuestion } from '../../../dialogs/end-question.tsx';
import { joined } from '../../../words/join.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';
import { bad, good } from '../use-section.ts';
import { AddDevice } from './add-device.tsx';
import { ChoosePlace } from './choose-place.tsx';
import { hostProblemWords } from './host-problem.ts';
import { HubDevices } from './hub-devices.tsx';
import type { HubHost } from './use-hub-host.ts';

type Props = {
  kiosk: BridgeClient;
  host: HubHost;
  /** The venue's zone. */
  timeZone: string;
  /** Called when this device has joined its own hub. */
  onHosted: () => void;
  onLocked: () => void;
};

/** Where a supervisor makes this device the venue's hub, lets other devices join it, and stops it. */
export function HubHostSection({ kiosk, host, timeZone, onHosted, onLocked }: Props) {
  const { view, told, isBad, busy, tell, attempt } = host;
  const [isOpen, setOpen] = useState<'place' | 'device' | null>(null);
  const [isStopping, setStopping] = useState(false);
  const id = useId();
  const words = useWords();
  const { hubHost: say, provisioning } = words;
  const toggle = (what: 'place' | 'device') => {
    tell(null);
    setOpen(isOpen === what ? null : what);
  };

  async function stop() {
    const answer = await kiosk.stopHosting({});
    setStopping(false);
    if (!answer.ok) {
      onLocked();
      return null;
    }
    setOpen(null);
    return answer.isKept
      ? good((now) => now.hubHost.stopped)
      : bad((now) => now.hubHost.stopUnkept);
  }

  const mayChoose = view?.is === 'off' || view?.is === 'failed';
  const isOn = view?.is === 'on';
  return (
    <section className="section hub-section hub-host" data-section="hub-host" aria-labelledby={id}>
      <h2 id={id}>{say.headline}</h2>
      <p className="note">{say.below}</p>
      <p data-hub-host={view?.is}>{view && stateWords(words, view)}</p>
      {isOn && !view.isAlone && <p className="note">{say.firewall({ port: String(view.port) })}</p>}
      {view && (
        <div className="actions">
          {mayChoose && (
            <button
              type="button"
              aria-expanded={isOpen === 'place'}
              onClick={() => toggle('place')}
            >
              {isOpen === 'place' ? provisioning.close : say.open}
            </button>
          )}
          {isOn && (
            <button
              type="button"
              aria-expanded={isOpen === 'device'}
              onClick={() => toggle('device')}
            >
              {isOpen === 'device' ? provisioning.close : say.add}
            </button>
          )}
          {(isOn || view.is === 'failed') && (
            <button type="button" className="bare" onClick={() => setStopping(true)}>
              {say.stop}
            </button>
          )}
          <p role="status" className={isBad ? 'message bad' : 'message'}>
            {told}
          </p>
        </div>
      )}
      {mayChoose && isOpen === 'place' && (
        <ChoosePlace
          kiosk={kiosk}
          host={host}
          onHosted={() => {
            setOpen(null);
            onHosted();
          }}
          onLocked={onLocked}
        />
      )}
      {isOn && isOpen === 'device' && (
        <AddDevice
          kiosk={kiosk}
          host={host}
          timeZone={timeZone}
          onClose={() => setOpen(null)}
          onLocked={onLocked}
        />
      )}
      {isOn && (
        <HubDevices
          kiosk={kiosk}
          host={host}
          devices={view.devices}
          timeZone={timeZone}
          onLocked={onLocked}
        />
      )}
      {isStopping && (
        <EndQuestion
          title={say.stopHeadline}
          below={say.stopBelow}
          end={say.stopConfirm}
          busy={busy}
          onEnd={() => void attempt(stop)}
          onClose={() => setStopping(false)}
        />
      )}
    </section>
  );
}

function stateWords(words: Words, view: HubHostView): string {
  const { hubHost: say } = words;
  switch (view.is) {
    case 'off':
      return say.off;
    case 'starting':
      return say.starting;
    case 'failed':
      return joined(words, 'sentences', [say.failed, hostProblemWords(words, view.why), say.retry]);
    case 'on':
      return joined(words, 'sentences', [
        say.on({ url: view.url }),
        view.isUp ? say.up : say.down,
        ...(view.hasLostAddress ? [say.lostAddress] : []),
        ...(view.isAlone ? [say.alone] : []),
      ]);
  }
}
