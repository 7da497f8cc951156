import {
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import type { ScanSource } from '../../shared/bridge/scan-source.ts';
import { codeTail } from '../../shared/scan/code-tail.ts';
import { trimmed } from '../../shared/text/trimmed.ts';
import { GIVE_UP_MS, GIVE_UP_UNREACHABLE_MS, REFUSED } from './scan-flow.ts';
import { coveredView } from './scan-view.ts';
import { ScansShown, type ShownScans } from './scans-shown.ts';
import { momentNow, monotonicNow } from './time.ts';

/** The longest text that the bridge accepts. A code of this length is unreadable in any case, and the core says so. */
const MAX_RAW_LENGTH = 8192;

/**
 * Sends a scan, and gives the sequence that its result will have. `at` is when the person scanned, in monotonic
 * milliseconds; without it, that is now.
 */
export type Submit = (raw: string, source: ScanSource, at?: number) => number;

/** The scans of visitors: what to show of them, how many repeats and refusals there were, and how to send another one. */
export type Scans = ShownScans & {
  /** Shows that a scan was noticed, before it can be submitted. */
  notice: () => void;
  submit: Submit;
  /** When the last result that was spoken came, in monotonic milliseconds. Who comes back to it doesn't hear it again. */
  spokenUpTo: RefObject<number>;
  /** Takes the result off the screen. */
  clear: () => void;
};

type Options = {
  reachable: boolean;
  stay: boolean;
  hideNames: boolean;
  closed: boolean;
  forSteward: boolean;
};

/**
 * Sends scans to the core and derives what to show of them. A scan that can't be sent was not saved.
 *
 * @param options.stay whether results stay until the next scan
 * @param options.hideNames whether nobody's name is shown
 * @param options.forSteward whether a steward looks at the screen, who alone is asked whether it was the same person
 * @param options.closed whether staff have closed the entrance; then nothing is shown of any scan
 */
export function useScanFlow(
  kiosk: BridgeClient,
  { reachable, stay, hideNames, closed, forSteward }: Options,
): Scans {
  const [{ tell, subscribe, current }] = useState(() => new ScansShown());
  const shown = useSyncExternalStore(subscribe, current);
  const lastSequence = useRef(0);
  const spokenUpTo = useRef(0);
  const isClosed = useRef(closed);
  isClosed.current = closed;
  const giveUpMs = reachable ? GIVE_UP_MS : GIVE_UP_UNREACHABLE_MS;

  const notice = useCallback(() => tell({ is: 'scan-noticed', ...momentNow() }), [tell]);
  const submit = useCallback<Submit>(
    (raw, source, at = monotonicNow()) => {
      lastSequence.current += 1;
      const sequence = lastSequence.current;
      const mark = { sequence, codeTail: codeTail(trimmed(raw)), stays: stay };
      tell({ is: 'scan-started', ...momentNow(), ...mark, at, giveUpMs });
      kiosk.scan({ raw: raw.slice(0, MAX_RAW_LENGTH), source }).then(
        (told) => {
          const answer = forSteward ? told : { ...told, passBack: null };
          tell({ is: 'scan-answered', sequence, ...momentNow(), answer });
        },
        () => {
          const scan = { sequence, ...momentNow() };
          if (isClosed.current) tell({ is: 'scan-answered', ...scan, answer: REFUSED });
          else tell({ is: 'scan-failed', ...scan });
        },
      );
      return sequence;
    },
    [kiosk, giveUpMs, stay, forSteward, tell],
  );

  const clear = useCallback(() => tell({ is: 'result-cleared', ...momentNow() }), [tell]);
  useEffect(() => {
    tell({ is: 'names-hidden', hidden: hideNames, ...momentNow() });
  }, [tell, hideNames]);
  // A result that stays must not be seen again when the entrance is opened, nor one that came while it was closed.
  const wasClosed = useRef(closed);
  useEffect(() => {
    if (wasClosed.current !== closed) clear();
    wasClosed.current = closed;
  }, [closed, clear]);
  const view = closed ? coveredView(shown.view) : shown.view;
  return { ...shown, view, notice, submit, spokenUpTo, clear };
}
