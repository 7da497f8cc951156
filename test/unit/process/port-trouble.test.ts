import { createServer, type Server } from 'node:net';
import { onTestFinished, test } from 'vitest';
import { BadSettingError } from '../../../electron/core/system/bad-setting.ts';
import { portTrouble } from '../../../electron/process/port-trouble.ts';

/** Listens on a port of loopback; rejects with what the system says. */
function listen(port: number): Promise<Server> {
  const server = createServer();
  onTestFinished(() => void server.close());
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

test('a port that another program has is told with the flag that chooses another', async ({
  expect,
}) => {
  const { port } = (await listen(0)).address() as { port: number };
  const listening = listen(port).catch(portTrouble('--confera-port'));
  await expect(listening).rejects.toThrow(
    new BadSettingError(`port ${port} is in use; choose another with --confera-port`),
  );
});

test('any other failure stays what it is', async ({ expect }) => {
  const error = Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES' });
  await expect(Promise.reject(error).catch(portTrouble('--port'))).rejects.toBe(error);
});
