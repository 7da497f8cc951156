/** What a command needs can't be had on this machine. The message is one line that says what to do. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}
