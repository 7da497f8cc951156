/** A scanner that is attached by USB and no keyboard, as staff are told of it. */
export type DeviceState = {
  id: string;
  source: 'hid' | 'serial';
  /** The maker's name, or for a serial one its USB id. */
  name: string;
  /** `busy`: it can't be opened, another program may have it. */
  is: 'opening' | 'on' | 'busy' | 'unplugged';
};
