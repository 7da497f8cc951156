import {
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamManager,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream';
import { type NatsConnection, nanos } from '@nats-io/transport-node';
import {
  beatSubject,
  CLAIMS,
  claimSubject,
  FLEET,
  voidSubject,
} from '../../shared/hub/subjects.ts';
import { GONE_AFTER_MS } from '../core/hub/claim-hub.ts';

const MIB = 1024 * 1024;
const DAY_MS = 86_400_000;

/** A location's name of 200 characters may take four bytes each. */
const MESSAGE_BYTES = 4096;

/** The server's code for a stream that doesn't exist. */
const NOT_FOUND = 10_059;

type Stream = Partial<StreamConfig> & { name: string };

/**
 * The server itself refuses a second claim of a scan, and to delete or overwrite one. An event of three days fits into
 * the caps many times over; if they are reached, claims are refused and every gate goes on alone.
 */
const CLAIMS_STREAM: Stream = {
  name: CLAIMS,
  subjects: [claimSubject('*'), voidSubject('*', '*')],
  storage: StorageType.File,
  retention: RetentionPolicy.Limits,
  discard: DiscardPolicy.New,
  discard_new_per_subject: true,
  max_msgs_per_subject: 1,
  deny_delete: true,
  deny_purge: true,
  allow_direct: true,
  max_age: nanos(3 * DAY_MS),
  duplicate_window: nanos(2 * 60_000),
  max_msgs: 1_000_000,
  max_bytes: 512 * MIB,
  max_msg_size: MESSAGE_BYTES,
};

/** The last beat of each device that is there. */
const FLEET_STREAM: Stream = {
  name: FLEET,
  subjects: [beatSubject('*')],
  storage: StorageType.Memory,
  retention: RetentionPolicy.Limits,
  discard: DiscardPolicy.Old,
  max_msgs_per_subject: 1,
  deny_delete: true,
  deny_purge: true,
  allow_direct: true,
  max_age: nanos(GONE_AFTER_MS),
  duplicate_window: nanos(GONE_AFTER_MS),
  max_bytes: 16 * MIB,
  max_msg_size: MESSAGE_BYTES,
};

/**
 * Makes what is missing of the streams, and brings what an earlier version made up to date.
 *
 * @param nodes how many nodes keep them
 */
export async function ensureStreams(connection: NatsConnection, nodes = 1): Promise<void> {
  const manager = await jetstreamManager(connection, { timeout: 5000 });
  for (const stream of [CLAIMS_STREAM, FLEET_STREAM]) {
    await ensure(manager, { ...stream, num_replicas: nodes });
  }
}

async function ensure({ streams }: JetStreamManager, { name, ...config }: Stream): Promise<void> {
  if (await isThere(streams, name)) await streams.update(name, config);
  else await streams.add({ name, ...config });
}

async function isThere(streams: JetStreamManager['streams'], name: string): Promise<boolean> {
  try {
    await streams.info(name);
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === NOT_FOUND) return false;
    throw error;
  }
}
