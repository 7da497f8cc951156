import type { ScanSource } from '../../shared/bridge/scan-source.ts';
import type { CameraRead } from './decoder/decoder-messages.ts';
import type { WedgeScan } from './wedge/wedge-scan.ts';

export type { CodeDoubt } from './decoder/code-text.ts';
export type { LayoutVerdict } from './wedge/reading.ts';
export type { WedgeDoubt, WedgeTiming } from './wedge/wedge-scan.ts';

/** What a scanner read, and how it read it. This is all that any kind of scanner hands over. */
export type ScannerReading = {
  source: Extract<ScanSource, 'wedge' | 'hid' | 'serial' | 'camera'>;
  /** The text as it came, with whatever the scanner added to the code. Empty if it couldn't be read for certain. */
  raw: string;
  /** The device's name, or null if it has none. */
  device: string | null;
  /** How the keys came; wedge scanners only. With the doubt `too-short` the keys went to the page and are no scan. */
  wedge: WedgeScan | null;
  /** How the camera's decoder read the code; camera only. */
  camera: CameraRead | null;
  /** When the scanner finished, in monotonic milliseconds. A wedge scan is handed over a little later. */
  at: number;
};
