/** The port by which a hub's nodes speak to each other, beside the one for devices. */
export function clusterPort(port: number): number {
  return port < 65_535 ? port + 1 : port - 1;
}
