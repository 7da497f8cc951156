import net from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { troubleOfPort } from '../process/port-trouble.ts';
import { PlaceError } from './place-error.ts';

/** Where a hub listens unless it is told otherwise: only this machine reaches it there. */
export const LOOPBACK = '127.0.0.1';

/** A join line with more would not fit into a provisioning code, if they are long. */
const MOST = 5;

/** As the system lists them. */
export type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** The address of a machine that listens on all of its own. */
const ALL: readonly string[] = ['0.0.0.0', '::'];

/**
 * Checks an address to listen on.
 *
 * @throws PlaceError with the addresses that this machine has
 */
export function checkListen(listen: string, interfaces: Interfaces = networkInterfaces()): void {
  const own = ownAddresses(interfaces).map(({ address }) => address);
  if (ALL.includes(listen) || own.includes(listen)) return;
  throw new PlaceError(
    { is: 'no-such-address', address: listen },
    `--listen must be an address of this machine (${own.join(', ')}), or 0.0.0.0 for all of them, ` +
      `not ${JSON.stringify(listen)}`,
  );
}

/** Where devices reach a hub that listens there, the most useful first. */
export function reachableAt(
  listen: string,
  port: number,
  interfaces: Interfaces = networkInterfaces(),
): string[] {
  return hostsOf(listen, interfaces)
    .slice(0, MOST)
    .map((host) => hostAndPort(host, port));
}

/** An address with its port, as it stands in a URL. */
export function hostAndPort(address: string, port: number): string {
  return net.isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

/** An IPv6 address in the spelling that the system uses, since the same one can be written in many; other text as it is. */
export function inOneSpelling(text: string): string {
  if (!net.isIPv6(text)) return text;
  const [address = '', zone] = text.split('%');
  const plain = new net.SocketAddress({ address, family: 'ipv6' }).address;
  return zone === undefined ? plain.replace(/^::ffff:(?=\d+\.)/, '') : `${plain}%${zone}`;
}

/** The addresses at which other machines reach this one. */
export function networkAddresses(interfaces: Interfaces = networkInterfaces()): string[] {
  return ownAddresses(interfaces)
    .filter(({ internal }) => !internal)
    .map(({ address }) => address);
}

/** An address of this machine, and the name of the network card that has it. */
export type ListenPlace = { address: string; card: string };

/**
 * Where a hub may listen, for a person to choose from: addresses in a network, IPv4 first. Loopback is only among them
 * if there is nothing else.
 */
export function placesToListen(interfaces: Interfaces = networkInterfaces()): ListenPlace[] {
  const places = networkAddresses(interfaces).map((address) => ({
    address,
    card: cardOf(address, interfaces),
  }));
  if (places.length === 0) return [{ address: LOOPBACK, card: cardOf(LOOPBACK, interfaces) }];
  return places.toSorted((a, b) => net.isIP(a.address) - net.isIP(b.address));
}

function cardOf(wanted: string, interfaces: Interfaces): string {
  const cards = Object.entries(interfaces);
  const [card = ''] =
    cards.find(([, each]) => each?.some(({ address }) => address === wanted)) ?? [];
  return card;
}

/** Whether only this machine reaches a hub that listens there. */
export function isForThisMachineAlone(listen: string): boolean {
  return listen === '::1' || listen.startsWith('127.');
}

function hostsOf(listen: string, interfaces: Interfaces): string[] {
  if (!ALL.includes(listen)) return [listen];
  // The machine's own kiosk still reaches the hub while the network is gone.
  return ownAddresses(interfaces)
    .filter(({ family }) => listen === '::' || family === 'IPv4')
    .toSorted((a, b) => Number(a.internal) - Number(b.internal))
    .map(({ address }) => address);
}

/** Without those that are good on one cable only and need its name, too. */
function ownAddresses(interfaces: Interfaces): NetworkInterfaceInfo[] {
  return Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .filter(({ address }) => !/^fe80:/i.test(address));
}

/**
 * Finds out whether a port can be listened on.
 *
 * @param port 0 for any that is free
 * @returns the port
 * @throws PlaceError if it can't, or the system's error for another reason
 */
export async function checkedPort(listen: string, port: number): Promise<number> {
  return freePort(listen, port).catch((error: unknown) => {
    const trouble = troubleOfPort(error);
    if (trouble === null) throw error;
    const { is, words } = trouble;
    const message = `port ${port} ${words}; choose another with --port`;
    throw new PlaceError({ is: `port-${is}`, port }, message);
  });
}

/**
 * Finds out whether a port can be listened on.
 *
 * @param port 0 for any that is free
 * @returns the port
 * @throws the system's error
 */
export async function freePort(listen: string, port: number): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: listen, port, exclusive: true }, resolve);
  });
  const { port: taken } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return taken;
}
