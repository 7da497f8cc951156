import './files.css';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { CopySection } from '../copy/copy-section.tsx';

type Props = {
  kiosk: BridgeClient;
  /** The venue's time zone. */
  timeZone: string;
  onLocked: () => void;
};

/** What a supervisor takes out of the device. */
export function FilesPage(props: Props) {
  return (
    <div className="files">
      <CopySection {...props} />
    </div>
  );
}
