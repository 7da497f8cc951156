import { type PointerEvent, useState } from 'react';
import { useModal } from '../../../dialogs/use-modal.ts';
import { useWords } from '../../../words/use-words.ts';

const CORNERS = ['top-start', 'top-end', 'bottom-start', 'bottom-end'] as const;
type Corner = (typeof CORNERS)[number];

type Props = {
  /** Called with how many corners were not touched; null if none was, so that nothing is known. */
  onEnd: (missed: number | null) => void;
};

/** Four marks in the corners of the screen, which go as they are touched. A mouse tells nothing about a touchscreen. */
export function TouchCorners({ onEnd }: Props) {
  const dialog = useModal();
  const [left, setLeft] = useState<readonly Corner[]>(CORNERS);
  const say = useWords();

  function touch(corner: Corner, { pointerType }: PointerEvent) {
    if (pointerType === 'mouse') return;
    const rest = left.filter((each) => each !== corner);
    setLeft(rest);
    if (rest.length === 0) onEnd(0);
  }

  return (
    <dialog
      ref={dialog}
      className="touch-corners"
      aria-label={say.preflight.names.touch}
      onClose={() => onEnd(left.length === CORNERS.length ? null : left.length)}
    >
      {left.map((corner) => (
        <span
          key={corner}
          className="corner"
          data-corner={corner}
          onPointerDown={(event) => touch(corner, event)}
        />
      ))}
      <div className="middle">
        <p>{say.preflight.found.touchTodo}</p>
        <button type="button" onClick={() => dialog.current?.close()}>
          {say.codeEntry.cancel}
        </button>
      </div>
    </dialog>
  );
}
