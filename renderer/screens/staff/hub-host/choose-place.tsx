import { useEffect, useId, useState } from 'react';
import type { BridgeClient, BridgeOutput } from '../../../../shared/bridge/bridge.ts';
import { useWords } from '../../../words/use-words.ts';
import { bad, good, type Told } from '../use-section.ts';
import { hostProblemWords } from './host-problem.ts';
import type { HubHost } from './use-hub-host.ts';

type Props = {
  kiosk: BridgeClient;
  host: HubHost;
  onHosted: () => void;
  onLocked: () => void;
};

type Places = Extract<BridgeOutput<'getHubPlaces'>, { ok: true }>;
type Refusal = Exclude<
  BridgeOutput<'getHubPlaces' | 'hostHub'>,
  { ok: true } | { problem: 'locked' }
>;

/** Asks on which of the machine's addresses the hub is to listen, and starts it there. */
export function ChoosePlace({ kiosk, host, onHosted, onLocked }: Props) {
  const { busy, tell, attempt } = host;
  const [found, setFound] = useState<Places | null>(null);
  const [chosen, choose] = useState<string | null>(null);
  const id = useId();
  const { hubHost: say } = useWords();

  useEffect(() => {
    let isClosed = false;
    kiosk
      .getHubPlaces({})
      .then((answer) => {
        if (isClosed) return;
        if (!answer.ok) return answer.problem === 'locked' ? onLocked() : tell(refusal(answer));
        setFound(answer);
        choose(answer.suggested);
      })
      .catch(() => tell(bad(({ staff }) => staff.noAnswer)));
    return () => {
      isClosed = true;
    };
  }, [kiosk, onLocked, tell]);

  async function start(): Promise<Told | null> {
    if (chosen === null) return bad((words) => words.hubHost.choose);
    const answer = await kiosk.hostHub({ listen: chosen });
    if (answer.ok) {
      onHosted();
      return answer.isKept
        ? good((words) => words.hubHost.started)
        : bad((words) => words.hubHost.startUnkept);
    }
    if (answer.problem !== 'locked') return refusal(answer);
    onLocked();
    return null;
  }

  if (!found) return null;
  return (
    <form
      className="settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(start);
      }}
    >
      <p id={id} className="label">
        {say.address}
      </p>
      <fieldset className="choices" aria-labelledby={id}>
        {found.places.map(({ address, card }) => (
          <label key={address}>
            <input
              type="radio"
              name="hub-place"
              checked={chosen === address}
              onChange={() => {
                tell(null);
                choose(address);
              }}
            />
            <bdi>{card === '' ? address : `${address} · ${card}`}</bdi>
          </label>
        ))}
      </fieldset>
      {found.isAlone && <p className="note">{say.alone}</p>}
      <div className="actions">
        <button type="submit" className="main" aria-disabled={busy}>
          {busy ? say.starting : say.start}
        </button>
      </div>
    </form>
  );
}

function refusal(answer: Refusal): Told {
  switch (answer.problem) {
    case 'joined-elsewhere':
      return bad(({ hubHost }) => (answer.isGiven ? hubHost.elsewhereGiven : hubHost.elsewhere));
    case 'cannot-host':
      return bad((words) => hostProblemWords(words, answer.why));
    case 'not-written':
      return bad(({ settings }) => settings.notWritten);
    case 'not-running':
      return bad(({ notNow }) => notNow[answer.problem]);
  }
}
