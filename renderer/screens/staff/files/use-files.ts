import { useCallback, useState } from 'react';
import type { BridgeClient, BridgeOutput } from '../../../../shared/bridge/bridge.ts';
import { useAskedAgain } from '../use-asked-again.ts';

export type FilesOffered = Extract<BridgeOutput<'getFiles'>, { ok: true }>;

const NOTHING: FilesOffered = { ok: true, days: [], drives: [] };

/** The days that can be exported and the sticks that are attached now. */
export function useFiles(kiosk: BridgeClient, onLocked: () => void): FilesOffered {
  const [files, setFiles] = useState(NOTHING);
  const ask = useCallback(
    async (unwanted: AbortSignal) => {
      // Without an answer, what was offered before stays. Whoever saves is told.
      const answer = await kiosk.getFiles({}).catch(() => null);
      if (unwanted.aborted) return;
      if (answer?.ok) setFiles(answer);
      else if (answer?.problem === 'locked') onLocked();
    },
    [kiosk, onLocked],
  );
  useAskedAgain(ask);
  return files;
}
