/** A setting or a flag is missing or bad. The message is one line for the person who started the command. */
export class BadSettingError extends Error {
  override readonly name = 'BadSettingError';
}
