import { BadSettingError } from '../core/system/bad-setting.ts';

/** What is wrong with the place where a hub is to listen. */
export type PlaceTrouble =
  | { is: 'no-such-address'; address: string }
  | { is: 'port-in-use' | 'port-refused'; port: number };

/** A hub can't listen there. The message is for whoever gave a command; the trouble is for a caller with words of its own. */
export class PlaceError extends BadSettingError {
  readonly trouble: PlaceTrouble;

  constructor(trouble: PlaceTrouble, message: string) {
    super(message);
    this.trouble = trouble;
  }
}
