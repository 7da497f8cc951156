import type { ScanSource } from '../../shared/bridge/bridge.ts';
import type { CameraRead } from './decoder/decoder-messages.ts';
import type { WedgeScan } from './wedge/wedge-scan.ts';

export type { CodeDoubt } from './decoder/code-text.ts';
export type { LayoutVerdict } from './wedge/reading.ts';
export type { WedgeDoubt, WedgeTiming } from './wedge/wedge-scan.ts';

/** What a scanner read, and what is known about how it read it. Every scanner hands over this, and nothing else. */
export type ScannerReading = {
  source: Extract<ScanSource, 'wedge' | 'hid' | 'serial' | 'camera'>;
  /** The text as it came, with whatever the scanner put around the code; empty if it couldn't be read for certain. */
  raw: string;
  /** The device's name, or null if it has none. */
  device: string | null;
  /** How the keys came; wedge scanners only. Keys with the doubt `too-short` went to the page, and are not a scan. */
  wedge: WedgeScan | null;
  /** How the camera's decoder read the code; camera only. */
  camera: CameraRead | null;
  /** When the scanner finished, in monotonic milliseconds. A wedge scan is handed over some time after that. */
  at: number;
};
