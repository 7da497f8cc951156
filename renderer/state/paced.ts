/** Work that may be asked for as often as anything changes. */
export type Paced = {
  /** Asks for it: at once, or else as soon as it may be done again. */
  ask: () => void;
  /** Forgets what was asked for and hasn't begun. */
  forget: () => void;
};

/**
 * Does some work at once, but never twice at a time, and not again until a while after it has ended. Whoever asks for it
 * meanwhile shares one more turn with all others who do, so that a burst of changes doesn't become a burst of work.
 *
 * @param work must not fail
 * @param pauseMs how long after its end it may begin again, milliseconds
 */
export function paced(work: () => Promise<void>, pauseMs: number): Paced {
  let standing: 'free' | 'busy' | 'and-again' = 'free';

  async function begin() {
    standing = 'busy';
    await work();
    setTimeout(() => {
      const again = standing === 'and-again';
      standing = 'free';
      if (again) void begin();
    }, pauseMs);
  }

  return {
    ask: () => {
      if (standing === 'free') void begin();
      else standing = 'and-again';
    },
    forget: () => {
      if (standing === 'and-again') standing = 'busy';
    },
  };
}
