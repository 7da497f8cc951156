import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { HubFolder } from '../../electron/hub/hub-folder.ts';
import type { HubJoin } from '../../shared/hub/join-line.ts';
import type { Chance } from '../fixtures/chance.ts';
import { copyToOthers, HubNode, leaderOf, NODES } from '../fixtures/hub-nodes.ts';
import { type Machines, makeMachines, THIS } from '../fixtures/namespaces.ts';
import { claimsOfNodes, type HeldByKey } from './read-claims.ts';
import { hubProgram, joinNamed, send, type TorturedHub } from './tortured-hub.ts';

/** How long all three may take to take claims, milliseconds. */
const READY_MS = 120_000;
const LOOK_MS = 50;
/** Shorter than the hub's own patience with a server that hangs. */
const FROZEN_MS = 4000;
/** Longer than the others take to go on without it, which is up to eight seconds. */
const APART_MS = 10_000;
/** Shorter than the wait of a device for claims that nobody waits for, and longer than a person's. */
const DEAF_MS = 1000;

/**
 * A hub of three nodes on machines of their own, in network namespaces, each run by the hub's own command. The gates are on
 * this machine, and reach all three.
 */
export class TorturedNodes implements TorturedHub {
  readonly mishapMs = 8000;
  readonly #chance: Chance;
  readonly #machines: Machines;
  readonly #nodes: HubNode[];
  readonly #mishaps: Readonly<Record<string, () => Promise<void>>> = {
    'leader-killed': async () => send(this.#leader.serverPid, 'SIGKILL'),
    'node-lost': () => this.#loseNode(),
    'node-frozen': () => this.#freeze(),
    'node-cut-off': () => this.#cutOff(),
    'leader-apart': () => this.#keepApart(),
    'answers-lost': () => this.#loseAnswers(),
    'all-emptied': () => this.#empty(),
  };

  private constructor(folder: string, chance: Chance, machines: Machines) {
    this.#chance = chance;
    this.#machines = machines;
    this.#nodes = NODES.map(
      (node) => new HubNode(machines, node, path.join(folder, `node-${node}`)),
    );
  }

  /** @param folder where each node gets a data folder */
  static async make(folder: string, chance: Chance): Promise<TorturedNodes> {
    hubProgram();
    const machines = await makeMachines(NODES.length);
    try {
      await machines.joinThis();
    } catch (error) {
      await machines.remove();
      throw error;
    }
    return new TorturedNodes(folder, chance, machines);
  }

  get mishaps(): string[] {
    return Object.keys(this.#mishaps);
  }

  async open(devices: readonly string[]): Promise<HubJoin[]> {
    const [first] = this.#nodes;
    if (!first) throw new Error('there is no node');
    first.command('nodes', ...NODES.map(this.#machines.addressOf));
    const joins: HubJoin[] = [];
    for (const device of devices) joins.push(await joinNamed(new HubFolder(first.folder), device));
    copyToOthers(this.#nodes);
    await this.#start();
    return joins;
  }

  async suffer(mishap: string): Promise<void> {
    await this.#mishaps[mishap]?.();
  }

  async claims(keys: readonly string[]): Promise<HeldByKey[]> {
    await this.#untilReady();
    const [first] = this.#nodes;
    return claimsOfNodes(new HubFolder(first?.folder ?? ''), keys, 3);
  }

  async close(): Promise<void> {
    await this.#mend();
    await Promise.all(this.#nodes.map((node) => node.end()));
    await this.#machines.remove();
  }

  get #leader(): HubNode {
    return leaderOf(this.#nodes);
  }

  get #anyNode(): HubNode {
    return this.#chance.pick(this.#nodes);
  }

  #numberOf(node: HubNode): number {
    return this.#nodes.indexOf(node) + 1;
  }

  async #start() {
    for (const node of this.#nodes) node.start();
    await this.#untilReady();
  }

  async #untilReady() {
    const end = performance.now() + READY_MS;
    while (!this.#nodes.every(({ isReady }) => isReady)) {
      if (performance.now() > end) throw new Error('the three nodes did not take claims');
      await wait(LOOK_MS);
    }
  }

  /** The machine of one node loses power for a while. */
  async #loseNode() {
    const node = this.#anyNode;
    await node.die();
    await wait(APART_MS);
    node.start();
  }

  async #freeze() {
    const pid = this.#anyNode.serverPid;
    send(pid, 'SIGSTOP');
    await wait(FROZEN_MS);
    send(pid, 'SIGCONT');
  }

  /** Nobody reaches one node. */
  async #cutOff() {
    const node = this.#numberOf(this.#anyNode);
    await this.#machines.cut(node);
    await wait(APART_MS);
    await this.#machines.join(node);
  }

  /** The other two nodes don't reach the leader, and the gates go on reaching all three. */
  async #keepApart() {
    await this.#part(this.#numberOf(this.#leader));
    await wait(APART_MS);
    await this.#mend();
  }

  /** The hub hears the gates, and they don't hear the node that they are connected to. */
  async #loseAnswers() {
    for (const node of NODES) await this.#machines.lose(node, THIS);
    await wait(DEAF_MS);
    await this.#mend();
  }

  async #empty() {
    await Promise.all(this.#nodes.map((node) => node.end()));
    for (const { folder } of this.#nodes) {
      rmSync(new HubFolder(folder).clusterStreams, { recursive: true, force: true });
    }
    await this.#start();
  }

  async #part(node: number) {
    for (const other of NODES) {
      if (other === node) continue;
      await this.#machines.lose(node, other);
      await this.#machines.lose(other, node);
    }
  }

  async #mend() {
    for (const node of NODES) await this.#machines.mend(node);
  }
}
