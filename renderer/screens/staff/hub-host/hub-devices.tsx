import { useId, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { HubDeviceView } from '../../../../shared/bridge/hub-host.ts';
import { EndQuestion } from '../../../dialogs/end-question.tsx';
import { useWallClock } from '../../../state/time.ts';
import { useWords } from '../../../words/use-words.ts';
import { venueMoment } from '../../../words/venue-time.ts';
import { bad, good, type Told } from '../use-section.ts';
import { hostProblemWords } from './host-problem.ts';
import type { HubHost } from './use-hub-host.ts';

type Props = {
  kiosk: BridgeClient;
  host: HubHost;
  /** Null if the list can't be read. */
  devices: readonly HubDeviceView[] | null;
  timeZone: string;
  onLocked: () => void;
};

/** The devices that may use the hub, each with a way to end that. */
export function HubDevices({ kiosk, host, devices, timeZone, onLocked }: Props) {
  const { busy, attempt } = host;
  const [ending, setEnding] = useState<HubDeviceView | null>(null);
  const now = useWallClock(60_000);
  const id = useId();
  const words = useWords();
  const { hubHost: say } = words;

  async function end({ id: device, name }: HubDeviceView): Promise<Told | null> {
    const answer = await kiosk.endHubAccess({ id: device });
    setEnding(null);
    if (answer.ok) return good(({ hubHost }) => hubHost.ended({ name }));
    switch (answer.problem) {
      case 'locked':
        onLocked();
        return null;
      case 'not-in-force':
        return bad(({ hubHost }) => hubHost.notInForce);
      case 'cannot-host':
        return bad((now) => hostProblemWords(now, answer.why));
      // Its own access isn't offered here; another page may have stopped the hub.
      case 'own-device':
      case 'not-hosting':
        return bad(({ hubHost }) => hubHost.notHosting);
    }
  }

  if (devices === null) {
    return <p className="note">{say.problem.damaged({ file: 'devices.json' })}</p>;
  }
  return (
    <>
      <h3 id={id}>{say.devices}</h3>
      <ul className="hub-devices" aria-labelledby={id}>
        {devices.map((device) => (
          <li key={device.id} data-device={device.id}>
            <span>
              <b id={`${id}-${device.id}`}>
                <bdi>{device.name}</bdi>
              </b>
              <span className="detail">
                {say.joinedAt({ time: venueMoment(words, device.joinedAt, now, timeZone) })}
              </span>
            </span>
            {device.isThis ? (
              <span className="detail">{words.venue.thisDevice}</span>
            ) : (
              <button
                type="button"
                className="bare"
                aria-describedby={`${id}-${device.id}`}
                onClick={() => setEnding(device)}
              >
                {say.endAccess}
              </button>
            )}
          </li>
        ))}
      </ul>
      {ending && (
        <EndQuestion
          title={say.endHeadline({ name: ending.name })}
          below={say.endBelow}
          end={say.endConfirm}
          busy={busy}
          onEnd={() => void attempt(() => end(ending))}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  );
}
