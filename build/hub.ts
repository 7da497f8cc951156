// The hub of a venue on this machine, and the devices that may join it.
import { networkInterfaces } from 'node:os';
import { explainStart } from '../electron/core/outbox/start-problem.ts';
import { BadSettingError } from '../electron/core/system/bad-setting.ts';
import { systemClock } from '../electron/core/system/clock.ts';
import { FolderInUseError } from '../electron/core/system/folder-lock.ts';
import { openLog } from '../electron/core/system/log.ts';
import { isForThisMachineAlone } from '../electron/hub/addresses.ts';
import { joinDevice, revokeDevice } from '../electron/hub/devices.ts';
import { DamagedHubError, HubFolder, HubRunsError } from '../electron/hub/hub-folder.ts';
import { HubServerError } from '../electron/hub/hub-server.ts';
import { makeNodes } from '../electron/hub/nodes.ts';
import type { Given } from '../electron/hub/settle-identity.ts';
import { startHub } from '../electron/hub/start-hub.ts';
import { EXIT } from '../electron/process/exit-codes.ts';
import { runCommand, say } from '../electron/process/run-command.ts';
import { sealHub } from '../electron/provisioning/seal-hub.ts';
import { untilEnded } from '../electron/start/until-ended.ts';
import { openCodeFile } from './hub/code-file.ts';
import { deviceNamed } from './hub/device-named.ts';
import { afterChange, afterNodes, afterRevoke, notInForce } from './hub/left-to-do.ts';
import { HELP, type Options, type Picture, readOptions } from './hub/options.ts';
import { hubProgram, NO_HUB_PROGRAM } from './hub/program.ts';
import { takePassphrase } from './provision/take-passphrase.ts';

async function doTask({ task, given, dataDir, picture }: Options): Promise<number> {
  const folder = new HubFolder(dataDir);
  try {
    switch (task.is) {
      case 'run':
        return await run(folder, given, dataDir);
      case 'join':
        return await (picture === null
          ? join(folder, { ...given, name: task.name })
          : joinByCode(folder, { ...given, name: task.name }, picture));
      case 'revoke':
        return await revoke(folder, task.name);
      case 'nodes':
        afterNodes(await makeNodes(folder, task.nodes), folder).forEach(say);
        return EXIT.ok;
      case 'list':
        for (const device of folder.devices()) {
          process.stdout.write(`${JSON.stringify(device)}\n`);
        }
        return EXIT.ok;
    }
  } catch (error) {
    if (isPlain(error) || error instanceof BadSettingError) throw error;
    const isRunning = error instanceof HubRunsError;
    say(isRunning ? error.message : explainStart(dataDir, error));
    return isRunning || error instanceof FolderInUseError ? EXIT.inUse : EXIT.fault;
  }
}

async function run(folder: HubFolder, given: Given, dataDir: string): Promise<number> {
  const program = await hubProgram(process.env);
  if (program === null) {
    say(NO_HUB_PROGRAM);
    return EXIT.unavailable;
  }
  const ended = untilEnded();
  const { log, close } = openLog(dataDir, systemClock, {}, { file: 'hub.log' });
  // Several nodes wait for each other, perhaps for long.
  const starting = startHub({ ...given, folder, program, log, say });
  const hub = await Promise.race([starting, ended.then(() => null)]);
  if (hub === null) return EXIT.ok;
  log.info({ url: hub.url, program }, 'the hub takes claims');
  process.stdout.write(`hub ${hub.url}\n`);
  sayIfAlone(hub.listen);
  await ended;
  await hub.end();
  await close();
  return EXIT.ok;
}

/** Its line is printed even if the hub hasn't noticed the device yet: it is kept nowhere else. */
async function join(folder: HubFolder, device: Given & { name: string }): Promise<number> {
  return (await joinAndTell(folder, device)).code;
}

async function joinAndTell(folder: HubFolder, device: Given & { name: string }) {
  const { line, listen } = await joinDevice(folder, device);
  const code = await waitForHub(folder);
  process.stdout.write(`KIOSK_HUB_JOIN=${line}\n`);
  sayIfAlone(listen);
  afterChange(folder).forEach(say);
  return { line, code };
}

async function revoke(folder: HubFolder, named: string): Promise<number> {
  const name = deviceNamed(folder.devices(), named);
  await revokeDevice(folder, name);
  const code = await waitForHub(folder);
  (code === EXIT.ok ? afterRevoke(name, folder) : afterChange(folder)).forEach(say);
  return code;
}

/** Everything that may be wrong is asked first, so that no device is joined in vain. */
async function joinByCode(
  folder: HubFolder,
  device: Given & { name: string },
  { file, days, passphrase: given }: Picture,
): Promise<number> {
  const code = openCodeFile(file);
  const passphrase = await takePassphrase({ KIOSK_PASSPHRASE: given });
  const { line: hub, code: exit } = await joinAndTell(folder, device);
  const sealed = await sealHub(hub, passphrase, { now: Date.now(), days });
  await code.write(sealed.code);
  say(
    `${code.path}: a code for ${JSON.stringify(device.name)} alone, valid for ${days} ${days === 1 ? 'day' : 'days'}. ` +
      'Delete it when the device has joined, and tell the passphrase by another way.',
  );
  return exit;
}

/** Waits until a hub that runs goes by the changed list of devices. Resolves with the exit code that it comes to. */
async function waitForHub(folder: HubFolder): Promise<number> {
  if (!folder.isRunByAnother() || (await folder.untilInForce())) return EXIT.ok;
  say(notInForce(folder));
  return EXIT.fault;
}

function sayIfAlone(listen: string) {
  if (!isForThisMachineAlone(listen)) return;
  const others = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const own = others.filter(({ internal, family }) => !internal && family === 'IPv4');
  const example = own[0]?.address ?? 'ADDRESS';
  say(
    `The hub listens on ${listen}, where no other machine reaches it. For the venue's network end it, start it with ` +
      `--listen ${example} (or 0.0.0.0), and join the devices after that.`,
  );
}

function isPlain(error: unknown): boolean {
  return error instanceof DamagedHubError || error instanceof HubServerError;
}

await runCommand({
  name: 'The hub',
  help: HELP,
  read: () => readOptions(process.argv.slice(2), process.env),
  run: doTask,
  isPlain,
});
