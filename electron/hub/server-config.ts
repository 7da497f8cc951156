import { rightsOf } from '../../shared/hub/subjects.ts';
import { hostAndPort } from './addresses.ts';
import { clusterPort } from './cluster-port.ts';
import type { HubDevice, HubIdentity } from './hub-folder.ts';

type ServerFiles = { certificate: string; key: string; streams: string; pid: string };
type ClusterFiles = { clusterCertificate: string; clusterKey: string; clusterStreams: string };

export type ServerConfig = {
  identity: Pick<HubIdentity, 'listen' | 'port'> & Partial<Pick<HubIdentity, 'cluster'>>;
  /** The public key of the command itself, which makes the streams. */
  hostKey: string;
  devices: readonly HubDevice[];
  files: ServerFiles & Partial<ClusterFiles>;
  /** The fields that this version of the server doesn't know. */
  unknown: ReadonlySet<NewerField>;
};

/**
 * Fields that came after version 2.9. Without the first, the server would speak TLS 1.2 as well, but devices demand 1.3;
 * without the second, a power cut may take the last two minutes of claims, and devices claim those again.
 */
export const NEWER_FIELDS = ['min_version', 'sync_interval'] as const;
export type NewerField = (typeof NEWER_FIELDS)[number];

/**
 * The text of nats-server's configuration. A device that was revoked isn't in it, so the server neither knows its key
 * nor keeps its connection.
 */
export function serverConfig(config: ServerConfig): string {
  const { identity, hostKey, devices, files, unknown } = config;
  const ifKnown = (field: NewerField, value: string) =>
    unknown.has(field) ? '' : `\n  ${field}: "${value}"`;
  const { cluster = null } = identity;
  const users = devices.filter(({ revokedAt }) => revokedAt === null).map(userOf);
  return `# Made at each start of the hub, and at each change of its devices: don't edit it.
server_name: "venue-hub${cluster ? `-${cluster.nodes.indexOf(identity.listen) + 1}` : ''}"
host: ${text(identity.listen)}
port: ${identity.port}
pid_file: ${text(files.pid)}
logtime: false

# No claim and no beat is nearly as long. What a device doesn't take in time is not kept for it.
max_payload: 16KB
max_pending: 8MB
max_connections: 1000
ping_interval: "5s"
ping_max: 2
write_deadline: "3s"

tls {
  cert_file: ${text(files.certificate)}
  key_file: ${text(files.key)}
  timeout: 5${ifKnown('min_version', '1.3')}
}

${cluster ? clusterConfig(cluster.nodes, identity, files) : ''}
jetstream {
  store_dir: ${text((cluster && files.clusterStreams) || files.streams)}
  max_memory_store: 64MB
  max_file_store: 1GB${ifKnown('sync_interval', '1s')}
}

authorization {
  timeout: 5
  users: [
    { nkey: ${hostKey} }
${users.join('\n')}
  ]
}
`;
}

/** The nodes know each other by one certificate, and listen beside the devices' port. */
function clusterConfig(
  nodes: readonly string[],
  { listen, port }: Pick<HubIdentity, 'listen' | 'port'>,
  { clusterCertificate = '', clusterKey = '' }: Partial<ClusterFiles>,
): string {
  const routes = nodes
    .filter((node) => node !== listen)
    .map((node) => `nats-route://${hostAndPort(node, clusterPort(port))}`);
  return `
cluster {
  name: "venue-hub"
  host: ${text(listen)}
  port: ${clusterPort(port)}
  routes: ${list(routes)}
  no_advertise: true
  tls {
    cert_file: ${text(clusterCertificate)}
    key_file: ${text(clusterKey)}
    ca_file: ${text(clusterCertificate)}
    verify: true
    timeout: 5
  }
}
`;
}

function userOf({ id, publicKey }: HubDevice): string {
  const { publish, subscribe } = rightsOf(id);
  return `    { nkey: ${publicKey}, permissions: { publish: { allow: ${list(publish)} }, subscribe: { allow: ${list(subscribe)} } } }`;
}

const list = (subjects: readonly string[]) => `[${subjects.map(text).join(', ')}]`;

const text = (value: string) => JSON.stringify(value);
