import './question.css';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useModal } from './use-modal.ts';

type Props = {
  title: string;
  below: string;
  /** What came of an answer that has been tried; null before that. */
  told: string | null;
  /** Whether an answer is being carried out, so that the question can't be closed. */
  busy?: boolean;
  /** Called when the person closes the question without an answer. */
  onClose: () => void;
  /** The buttons to answer with. */
  children: ReactNode;
};

/** A question that has to be answered before anything else on the page. */
export function Question({ title, below, told, busy = false, onClose, children }: Props) {
  const dialog = useModal();
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  // The next question takes the place of this one, and is read from its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title is another question
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <dialog
      ref={dialog}
      className="question"
      aria-labelledby={id}
      onCancel={(event) => busy && event.preventDefault()}
      onClose={onClose}
    >
      <h2 id={id} ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p>{below}</p>
      <p role="status">{told}</p>
      <div className="actions">{children}</div>
    </dialog>
  );
}
