import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { ScannerSettings } from '../../../../shared/bridge/kiosk-state.ts';
import type { Scanners } from '../../../scanner/use-scanners.ts';
import { useTold, useWords } from '../../../words/use-words.ts';
import { keepSettings, wordsForGivenOutside } from './keep-settings.ts';

type Props = {
  kiosk: BridgeClient;
  scanners: Scanners;
  settings: ScannerSettings;
  /** Whether whoever is there may add one. */
  mayAdd: boolean;
  onLocked: () => void;
};

/** The HID and serial scanners of this kiosk, and buttons to add another one. */
export function AttachedScanners({ kiosk, scanners, settings, mayAdd, onLocked }: Props) {
  const { devices, addHid, addSerial } = scanners;
  const [told, tell] = useTold();
  const { scannerTest: say, facts } = useWords();

  /** Adds a serial scanner to the settings. The shell opens those without a dialog, and no others. */
  async function choose(add: NonNullable<Scanners['addSerial']>) {
    const usbId = await add();
    if (usbId === null || settings.serial.includes(usbId)) return;
    const serialScanners = [...settings.serial, usbId].join(', ');
    const kept = await keepSettings(kiosk, { serialScanners });
    if (kept.is === 'locked') return onLocked();
    if (kept.is === 'given-outside') {
      tell((words) => wordsForGivenOutside(words, kept.settings));
    }
    if (kept.is === 'refused') tell(kept.why);
  }

  const attempt = (work: () => Promise<void>) => () => {
    tell(null);
    work().catch(() => tell(({ scannerTest }) => scannerTest.notAdded));
  };
  return (
    <section aria-labelledby="devices">
      <h2 id="devices">{say.devicesTitle}</h2>
      <p>{say.devicesHint}</p>
      {devices.length === 0 ? (
        <p className="none">{say.devicesNone}</p>
      ) : (
        <ul className="devices">
          {devices.map(({ id, source, name, is }) => (
            <li key={id} data-device={source} data-device-state={is}>
              <span>{`${facts.scanner[source]} · ${name}`}</span>
              <span className="state">{facts.scannerState[is]}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="actions">
        {mayAdd && addHid && (
          <button type="button" onClick={attempt(addHid)}>
            {say.addHid}
          </button>
        )}
        {mayAdd && addSerial && (
          <button type="button" onClick={attempt(() => choose(addSerial))}>
            {say.addSerial}
          </button>
        )}
        <p role="status">{told}</p>
      </div>
    </section>
  );
}
