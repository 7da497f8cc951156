export type { CameraProblem, CameraState } from './camera/camera-state.ts';

/** A scanner that is attached by USB and doesn't type like a keyboard, as staff see it. */
export type DeviceState = {
  id: string;
  source: 'hid' | 'serial';
  /** The maker's name; a serial scanner has its USB id instead. */
  name: string;
  /** `busy`: it can't be opened, perhaps because another program has it. */
  is: 'opening' | 'on' | 'busy' | 'unplugged';
};
