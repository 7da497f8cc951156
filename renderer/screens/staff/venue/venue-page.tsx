import './venue.css';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { useWords } from '../../../words/use-words.ts';
import { Facts } from '../overview/facts-list.tsx';
import { Admitted } from './admitted.tsx';
import { DevicesTable } from './devices-table.tsx';
import { TwiceTable } from './twice-table.tsx';
import { useVenue } from './use-venue.ts';
import { venueFacts } from './venue-facts.ts';

type Props = {
  kiosk: BridgeClient;
  /** The venue's time zone. */
  timeZone: string;
  onLocked: () => void;
};

/** The venue as this device knows it by the hub: whom its gates have let in, how each device is, and who came in twice. */
export function VenuePage({ kiosk, timeZone, onLocked }: Props) {
  const words = useWords();
  const { venue, told } = useVenue(kiosk, onLocked);
  return (
    <div className="venue">
      <p role="status" className="told">
        {told}
      </p>
      {venue && (
        <>
          <div className="whole">
            <Facts facts={venueFacts(words, venue)} />
            <Admitted admitted={venue.admitted} />
          </div>
          <section aria-labelledby="devices">
            <div className="table-head">
              <h2 id="devices">{words.venue.devices}</h2>
            </div>
            <DevicesTable devices={venue.devices} />
          </section>
          <TwiceTable entries={venue.letInTwice} timeZone={timeZone} />
        </>
      )}
    </div>
  );
}
