import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { useWords } from '../../../words/use-words.ts';
import { useVenue } from './use-venue.ts';

type Props = { kiosk: BridgeClient; onLocked: () => void };

/** Tells above the settings if the hub that this device has joined refuses it, in the words of the page *Venue*. */
export function RefusingHub({ kiosk, onLocked }: Props) {
  const { hub, hubDo } = useWords().venue;
  const { venue } = useVenue(kiosk, onLocked);
  const is = venue?.hub.is;
  if (is !== 'refused' && is !== 'another') return null;
  return (
    <div role="status" className="hub-refuses" data-hub-is={is}>
      <p className="message bad">{hub[is]}</p>
      <p className="note">{hubDo[is]}</p>
    </div>
  );
}
