import { BadSettingError } from '../../electron/core/system/bad-setting.ts';
import { flagsOrExit, wholeNumber } from '../../electron/process/flags.ts';
import { portTrouble } from '../../electron/process/port-trouble.ts';
import { whenOrphaned } from '../../electron/process/when-orphaned.ts';
import { startSimulator } from './simulator.ts';

const DEFAULT_PORT = 4010;
const JOURNAL_LIMIT = 100_000;
const HELP = `Runs a simulator of Confera on this machine, until Ctrl-C. It keeps everything in memory.

  npm run simulator -- [--port N] [--no-replay]

  --port N      the port to listen on, 0 for any (default ${DEFAULT_PORT})
  --no-replay   ignore the Idempotency-Key, so that a repeated request is a duplicate
  --help        show this
`;

async function run(): Promise<void> {
  const { values } = flagsOrExit(HELP, {
    port: { type: 'string' },
    'no-replay': { type: 'boolean' },
  });
  const port = wholeNumber('--port', values.port, { max: 65_535, fallback: DEFAULT_PORT });
  const replay = values['no-replay'] !== true;
  const simulator = await startSimulator({ port, replay, journalLimit: JOURNAL_LIMIT }).catch(
    portTrouble('--port'),
  );
  const { url } = simulator;
  process.once('SIGINT', () => void simulator.close());
  process.once('SIGTERM', () => void simulator.close());
  whenOrphaned(() => void simulator.close());
  process.stdout.write(`confera ${url}\n`);
  process.stderr.write(`
Badges to scan   ${url}/badges
Control page     ${url}/simulator/
API key          cat_demo_all
An outage        curl -X PUT ${url}/simulator/faults -d '[{"fault":{"kind":"status","status":503}}]'
And its end      curl -X DELETE ${url}/simulator/faults
`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`simulator: ${reasonOf(error as Error)}\n`);
  process.exitCode = 2;
}

/** One line for a person. */
function reasonOf(error: Error): string {
  if (error instanceof BadSettingError) return error.message;
  return error.message.split(/\.\s|\n/)[0] ?? error.message;
}
