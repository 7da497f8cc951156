import { parseArgs } from 'node:util';
import { whenOrphaned } from '../../electron/process/when-orphaned.ts';
import { startSimulator } from './simulator.ts';

const DEFAULT_PORT = '4010';
const JOURNAL_LIMIT = 100_000;
const HELP = `Runs a stand-in for Confera on this machine.

  npm run simulator -- [--port N] [--no-replay]

  --port N      the port to listen on, 0 for any (default ${DEFAULT_PORT})
  --no-replay   ignore the Idempotency-Key, so that a repeat is a duplicate
  --help        show this
`;

interface Settings {
  readonly port: number;
  readonly replay: boolean;
  readonly help: boolean;
}

/** Throws an error whose first sentence names the bad option. */
function readSettings(): Settings {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: DEFAULT_PORT },
      'no-replay': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
    throw new Error('--port must be a whole number from 0 to 65535');
  }
  return { port, replay: !values['no-replay'], help: values.help };
}

async function run(): Promise<void> {
  const { port, replay, help } = readSettings();
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  const simulator = await startSimulator({ port, replay, journalLimit: JOURNAL_LIMIT });
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
  process.stderr.write(`simulator: ${reasonOf(error as NodeJS.ErrnoException)}\n`);
  process.exitCode = 2;
}

/** One line for a person. */
function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return 'the port is in use; choose another with --port';
  if (error.code === 'EACCES') return 'the port may not be used; choose another with --port';
  return error.message.split(/\.\s|\n/)[0] ?? error.message;
}
