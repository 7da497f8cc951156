import './unchecked-mark.css';
import { useWords } from '../words/use-words.ts';

/**
 * A small dashed ring, which tells staff that nobody has checked this kiosk today: on the page *Check* it stands for what
 * isn't known. It is quiet, because it is nothing to visitors.
 *
 * @param props.id for what is described by it; without one, the same is said elsewhere
 */
export function UncheckedMark({ id }: { id?: string }) {
  const { unchecked } = useWords().edge;
  const said =
    id === undefined ? { 'aria-hidden': true } : { id, role: 'img', 'aria-label': unchecked };
  return (
    <span className="unchecked-mark" {...said}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle
          cx="50"
          cy="50"
          r="40"
          fill="none"
          stroke="currentColor"
          strokeWidth="15"
          strokeDasharray="24 17.9"
        />
      </svg>
    </span>
  );
}
