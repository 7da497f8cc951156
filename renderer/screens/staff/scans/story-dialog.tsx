import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import type { ScanStory } from '../../../../shared/bridge/scans.ts';
import { useModal } from '../../../dialogs/use-modal.ts';
import { type Sentence, useTold, useWords } from '../../../words/use-words.ts';
import { visibleText } from '../../tried-scans/visible-text.ts';
import { useScanActions } from '../use-scan-actions.ts';
import { WHY_NOT_READ } from '../why-not-read.ts';
import { Story } from './story.tsx';
import { StoryActions } from './story-actions.tsx';

type Props = {
  kiosk: BridgeClient;
  scanId: string;
  display: KioskState['display'];
  /** Called whenever it was looked up, because what the list says may be out of date. */
  onStory: (story: ScanStory) => void;
  /** Opens another scan in place of this one. */
  onOpen: (scanId: string) => void;
  onClose: () => void;
  onLocked: () => void;
};

const NO_ANSWER: Sentence = ({ staff }) => staff.noAnswer;

/** All that is known about one scan, and what can be done about it. */
export function StoryDialog(props: Props) {
  const { kiosk, scanId, display, onStory, onOpen, onClose, onLocked } = props;
  const [story, setStory] = useState<ScanStory | null>(null);
  const [told, tell] = useTold();
  const dialog = useModal();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const id = useId();
  const words = useWords();
  const say = words.scans;

  const look = useCallback(() => {
    kiosk.getScanStory({ scanId }).then(
      (answer) => {
        if (answer.ok) {
          setStory(answer.story);
          onStory(answer.story);
        } else if (answer.problem === 'locked') onLocked();
        else if (answer.problem === 'no-scan') tell(({ scans }) => scans.gone);
        else tell(WHY_NOT_READ[answer.problem]);
      },
      () => tell(NO_ANSWER),
    );
  }, [kiosk, scanId, onStory, onLocked, tell]);
  useEffect(look, [look]);
  useEffect(
    () =>
      kiosk.on('settled', (settled) => {
        if (settled.scanId === scanId) look();
      }),
    [kiosk, scanId, look],
  );

  const actions = useScanActions({
    kiosk,
    tell,
    onDone: () => {
      look();
      heading.current?.focus();
    },
    onLocked,
  });

  return (
    <dialog ref={dialog} className="question scan-story" aria-labelledby={id} onClose={onClose}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {story ? (
          <>
            {words.staff.kind[story.kind]} <bdi dir="ltr">…{visibleText(story.codeTail)}</bdi>
          </>
        ) : (
          say.looking
        )}
      </h2>
      {story && <Story story={story} display={display} onOpen={onOpen} />}
      <p role="status">{told}</p>
      <div className="actions">
        {story?.refused && <StoryActions scanId={scanId} actions={actions} />}
        <button type="button" className="main" onClick={() => dialog.current?.close()}>
          {say.close}
        </button>
      </div>
    </dialog>
  );
}
