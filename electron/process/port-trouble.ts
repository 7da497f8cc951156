import { BadSettingError } from '../core/system/bad-setting.ts';

/**
 * Makes a handler for a failure to listen on a port: `.catch(portTrouble('--port'))`. It throws one line that says which
 * flag chooses another port. Any other failure it throws as it is.
 *
 * @param flag the flag that gives the port, such as `--port`
 */
export function portTrouble(flag: string): (error: unknown) => never {
  return (error) => {
    const trouble = troubleOfPort(error);
    if (trouble === null) throw error;
    const { port, words } = trouble;
    throw new BadSettingError(`port ${port} ${words}; choose another with ${flag}`);
  };
}

/** What is wrong with a port; null for a failure of another kind. */
export function troubleOfPort(error: unknown) {
  const { code, syscall, port = 0 } = error as NodeJS.ErrnoException & { port?: number };
  const found = syscall === 'listen' ? TROUBLES.get(code) : undefined;
  return found ? { ...found, port } : null;
}

type PortTrouble = { is: 'in-use' | 'refused'; words: string };

/** By the code that the system gives. */
const TROUBLES: ReadonlyMap<string | undefined, PortTrouble> = new Map([
  ['EADDRINUSE', { is: 'in-use', words: 'is in use' }],
  ['EACCES', { is: 'refused', words: 'may not be used' }],
]);
