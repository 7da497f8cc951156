import { systemClock } from '../../electron/core/system/clock.ts';
import { openLog } from '../../electron/core/system/log.ts';
import { joinDevice } from '../../electron/hub/devices.ts';
import { HubFolder } from '../../electron/hub/hub-folder.ts';
import { startHub } from '../../electron/hub/start-hub.ts';

/** Several entrances of one venue. */
export type DemoGates = {
  /** Two at least. */
  names: readonly string[];
  /** The path of nats-server, for the hub between them. */
  hubProgram: string;
};

export type DemoHub = {
  /** Where the gates reach it, as `tls://HOST:PORT`. */
  url: string;
  /** The settings of each gate by which it is itself, in the order of the names. The join line is a secret. */
  gates: readonly { location: string; hubJoin: string }[];
  /** Resolves once its server has ended. */
  end: () => Promise<void>;
};

/**
 * Joins the gates to a new hub, and starts it on a free port of loopback.
 *
 * @throws HubServerError if it doesn't start
 */
export async function startDemoHub(
  { names, hubProgram }: DemoGates,
  dataDir: string,
): Promise<DemoHub> {
  const folder = new HubFolder(dataDir);
  const place = { port: null, listen: null };
  const gates: { location: string; hubJoin: string }[] = [];
  for (const name of names) {
    const { line } = await joinDevice(folder, { name, ...place });
    gates.push({ location: name, hubJoin: line });
  }
  const { log, close } = openLog(dataDir, systemClock, {}, { file: 'hub.log' });
  const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);
  const hub = await startHub({ folder, program: hubProgram, log, say, ...place });
  return {
    url: hub.url,
    gates,
    end: async () => {
      await hub.end();
      await close();
    },
  };
}
