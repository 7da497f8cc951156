import type { ScanSource } from '../../shared/bridge/bridge.ts';
import type { CameraRead } from './decoder/decoder-messages.ts';
import type { WedgeScan } from './wedge/wedge-scan.ts';

/** What a scanner read, and what is known of how. */
export type ScannerReading = {
  source: Extract<ScanSource, 'wedge' | 'hid' | 'serial' | 'camera'>;
  /** As it came, with whatever the scanner put around the code; empty where it couldn't be read for certain. */
  raw: string;
  /** The device's name; null where it has none. */
  device: string | null;
  /** How the keys came; wedge only. With the doubt `short` they went where a person's keys go, and are no scan. */
  wedge: WedgeScan | null;
  /** How the camera's decoder read it; camera only. */
  camera: CameraRead | null;
  /** When the scanner was done with it, in monotonic milliseconds: a wedge is heard out before it is handed over. */
  at: number;
};
