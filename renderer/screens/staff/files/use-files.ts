import { useEffect, useState } from 'react';
import type { BridgeClient, BridgeOutput } from '../../../../shared/bridge/bridge.ts';

/** How long after one answer the core is asked again, milliseconds: sticks come and go. */
const AGAIN_MS = 2500;

export type FilesOffered = Extract<BridgeOutput<'getFiles'>, { ok: true }>;

const NOTHING: FilesOffered = { ok: true, days: [], drives: [] };

/** The days that can be exported and the sticks that are attached now. */
export function useFiles(kiosk: BridgeClient, onLocked: () => void): FilesOffered {
  const [files, setFiles] = useState(NOTHING);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let closed = false;
    async function ask() {
      // Without an answer, what was offered before stays. Whoever saves is told.
      const answer = await kiosk.getFiles({}).catch(() => null);
      if (closed) return;
      if (answer?.ok) setFiles(answer);
      else if (answer?.problem === 'locked') return onLocked();
      timer = setTimeout(ask, AGAIN_MS);
    }
    void ask();
    return () => {
      closed = true;
      clearTimeout(timer);
    };
  }, [kiosk, onLocked]);
  return files;
}
