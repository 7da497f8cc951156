import { BadSettingError } from '../core/system/bad-setting.ts';

/**
 * Makes of a failure to listen on a port one line that says which flag chooses another. Any other failure comes back as
 * it is.
 *
 * @param flag the flag that gives the port, such as `--port`
 */
export function portTrouble(error: unknown, flag: string): unknown {
  const { code, syscall, port } = error as NodeJS.ErrnoException & { port?: number };
  if (syscall !== 'listen') return error;
  if (code === 'EADDRINUSE') {
    return new BadSettingError(`port ${port} is in use; choose another with ${flag}`);
  }
  if (code === 'EACCES') {
    return new BadSettingError(`port ${port} may not be used; choose another with ${flag}`);
  }
  return error;
}
