export type { CameraProblem, CameraState } from './camera/camera-state.ts';

/** A HID POS or serial scanner, as staff see it. */
export type DeviceState = {
  id: string;
  source: 'hid' | 'serial';
  /** The product's name. For a serial scanner it is the USB id. */
  name: string;
  /** A `busy` scanner can't be opened, perhaps because another program uses it. */
  is: 'opening' | 'on' | 'busy' | 'unplugged';
};
