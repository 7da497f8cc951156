import { BadSettingError } from '../core/system/bad-setting.ts';

/**
 * Makes a handler for a failure to listen on a port: `.catch(portTrouble('--port'))`. It throws one line that says which
 * flag chooses another port. Any other failure it throws as it is.
 *
 * @param flag the flag that gives the port, such as `--port`
 */
export function portTrouble(flag: string): (error: unknown) => never {
  return (error) => {
    const { code, syscall, port } = error as NodeJS.ErrnoException & { port?: number };
    const trouble = syscall === 'listen' ? TROUBLES.get(code) : undefined;
    if (trouble === undefined) throw error;
    throw new BadSettingError(`port ${port} ${trouble}; choose another with ${flag}`);
  };
}

/** What is wrong with a port, by the code that the system gives. */
const TROUBLES: ReadonlyMap<string | undefined, string> = new Map([
  ['EADDRINUSE', 'is in use'],
  ['EACCES', 'may not be used'],
]);
