import { type ComponentProps, useId, useState } from 'react';
import { EndQuestion } from '../dialogs/end-question.tsx';
import { joined } from '../words/join.ts';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/words.ts';
import { ProvisioningPanel } from './provisioning-panel.tsx';
import { type KnownHub, useHub } from './use-hub.ts';

type Props = ComponentProps<typeof ProvisioningPanel> & {
  isOpen: boolean;
  onToggle: () => void;
  /** Another number after the settings were changed elsewhere, so that they are looked at again. */
  version: number;
  /** Whether this device is the hub itself, which it has to stop before it leaves that or joins another one. */
  hosts: boolean;
};

/** Where staff join a venue's hub by a code or a line, see which one this device has joined, and leave it. */
export function HubSection({ isOpen, onToggle, version, hosts, ...panel }: Props) {
  const { known, told, isBad, busy, leave } = useHub(panel.kiosk, version, panel.onLocked);
  const [isLeaving, setLeaving] = useState(false);
  const id = useId();
  const words = useWords();
  const { hub: say, provisioning } = words;
  const joinWords = known?.hub ? say.another : say.join;
  const stay = () => setLeaving(false);
  const onLeave = async () => {
    if (!(await leave())) return;
    stay();
    // What the panel still tells is about the hub that was left.
    if (isOpen) onToggle();
  };
  return (
    <section className="section hub-section" data-section="hub" aria-labelledby={id}>
      <h2 id={id}>{say.headline}</h2>
      <p className="note">{say.below}</p>
      <p data-hub={known && (known.hub ? 'joined' : 'none')}>{known && stateWords(words, known)}</p>
      {known?.from && <p className="note">{words.settings.fromOutside[known.from]}</p>}
      {known?.from === null && !hosts && (
        <div className="actions">
          <button type="button" aria-expanded={isOpen} onClick={onToggle}>
            {isOpen ? provisioning.close : joinWords}
          </button>
          {known.hub && (
            <button type="button" className="bare" onClick={() => setLeaving(true)}>
              {say.leave}
            </button>
          )}
          {!isLeaving && (
            <p role="status" className={isBad ? 'message bad' : 'message'}>
              {told}
            </p>
          )}
        </div>
      )}
      {isOpen && !hosts && <ProvisioningPanel {...panel} forHub />}
      {isLeaving && (
        <EndQuestion
          title={say.leaveHeadline}
          below={say.leaveBelow}
          told={isBad ? told : null}
          end={say.leaveConfirm}
          keep={say.stay}
          busy={busy}
          onEnd={() => void onLeave()}
          onClose={stay}
        />
      )}
    </section>
  );
}

function stateWords(words: Words, { hub }: KnownHub): string {
  if (!hub) return words.hub.notJoined;
  const { addresses, device } = hub;
  return words.hub.joined({ addresses: joined(words, 'and', addresses), device });
}
