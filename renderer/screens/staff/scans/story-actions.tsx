import { useState } from 'react';
import { useWords } from '../../../words/use-words.ts';
import type { ScanActions } from '../use-scan-actions.ts';
import { DismissForm } from './dismiss-form.tsx';

type Props = { scanId: string; actions: ScanActions };

/** What staff can do about a scan that Confera refused: send it again, or dismiss it for a reason that is written down. */
export function StoryActions({ scanId, actions }: Props) {
  const [asks, setAsks] = useState(false);
  const { staff: say } = useWords();
  if (asks) return <DismissForm onDismiss={(why) => actions.dismiss(scanId, why)} />;
  return (
    <>
      <button type="button" onClick={() => actions.sendAgain(scanId)}>
        {say.sendAgain}
      </button>
      <button type="button" onClick={() => setAsks(true)}>
        {say.dismiss}
      </button>
    </>
  );
}
