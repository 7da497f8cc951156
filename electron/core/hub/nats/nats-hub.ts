import { randomUUID } from 'node:crypto';
import type { JsMsg } from '@nats-io/jetstream';
import type { HubJoin } from '../../../../shared/hub/join-line.ts';
import { beatSubject, CLAIMS, FLEET } from '../../../../shared/hub/subjects.ts';
import type { Clock } from '../../system/clock.ts';
import type { Log } from '../../system/log.ts';
import type { Beat, ClaimHub, ConnectionTrouble, HubNews, HubState } from '../claim-hub.ts';
import { Claiming } from './claiming.ts';
import { HubConnection } from './connection.ts';
import { Feed } from './feed.ts';
import { hasSlept } from './feed-watch.ts';
import { healthOf } from './health.ts';
import { HubTime } from './hub-time.ts';
import { readMessage, writeBeat } from './messages.ts';
import { quietClient } from './quiet-client.ts';

const LOOK_MS = 1000;

export type NatsHubOptions = {
  join: HubJoin;
  clock: Clock;
  log: Log;
  /** 0 to 1. */
  random?: () => number;
};

/**
 * Joins a venue's hub on NATS JetStream. It connects in the background and stays at it until it is closed; nothing that
 * the hub does throws, and nothing waits longer than it says.
 */
export function openNatsHub({ join, clock, log, random = Math.random }: NatsHubOptions): ClaimHub {
  quietClient();
  return new NatsHub({ join, clock, log, random });
}

class NatsHub implements ClaimHub {
  readonly #options: Required<NatsHubOptions>;
  readonly #connection: HubConnection;
  readonly #time: HubTime;
  readonly #claiming: Claiming;
  #feeds: Feed[] = [];
  #claims: Feed | null = null;
  readonly #stateListeners: ((state: HubState) => void)[] = [];
  #cancelLook = () => {};
  #isUnreadableTold = false;

  constructor(options: Required<NatsHubOptions>) {
    this.#options = options;
    const { clock, join, log } = options;
    this.#time = new HubTime(clock.uptime);
    this.#connection = new HubConnection(options);
    this.#claiming = new Claiming({
      connection: this.#connection,
      time: this.#time,
      clock,
      device: join.device,
      taken: (sequence) => this.#claims?.expect(sequence),
    });
    this.#connection.onLive((live) => {
      for (const feed of this.#feeds) feed.over(live);
    });
    this.#connection.onState((state) => {
      for (const listen of this.#stateListeners) this.#safely(() => listen(state));
    });
    this.#keepLooking();
    this.#connection.keep().catch((error) => log.error({ err: error }, 'the hub was given up'));
  }

  get state(): HubState {
    return this.#connection.state;
  }

  get trouble(): ConnectionTrouble | null {
    return this.#connection.trouble;
  }

  readonly claim: ClaimHub['claim'] = (claim, withinMs) => this.#claiming.claim(claim, withinMs);

  readonly takeBack: ClaimHub['takeBack'] = (key, scanId) => this.#claiming.takeBack(key, scanId);

  readonly health: ClaimHub['health'] = (withinMs) => {
    const { clock, join } = this.#options;
    return healthOf({ connection: this.#connection, clock, addresses: join.addresses }, withinMs);
  };

  readonly onState: ClaimHub['onState'] = (listen) => {
    this.#stateListeners.push(listen);
  };

  readonly follow: ClaimHub['follow'] = (from, listen) => {
    for (const feed of this.#feeds) feed.end();
    const tell = (news: HubNews) => this.#safely(() => listen(news));
    const { clock, log } = this.#options;
    const told = (message: JsMsg) => this.#told(message, tell);
    const shared = { clock, log, time: this.#time, told };
    this.#claims = new Feed(
      { ...shared, stream: CLAIMS, what: 'all', restarted: () => tell({ is: 'restarted' }) },
      from,
    );
    const fleet = new Feed({ ...shared, stream: FLEET, what: 'last', restarted: () => {} }, 0);
    this.#feeds = [this.#claims, fleet];
    for (const feed of this.#feeds) feed.over(this.#connection.live);
  };

  readonly beat: ClaimHub['beat'] = (beat: Beat) => {
    const { live } = this.#connection;
    const id = randomUUID();
    const text = writeBeat(beat, id);
    if (!live || text === null) return;
    this.#time.sent(id);
    this.#safely(() => live.nc.publish(beatSubject(this.#options.join.device), text));
  };

  readonly close: ClaimHub['close'] = async () => {
    this.#cancelLook();
    await this.#connection.close();
  };

  #told(message: JsMsg, tell: (news: HubNews) => void) {
    const { seq: sequence, subject, data } = message;
    const at = message.time.getTime();
    const said = readMessage(subject, data);
    if (said?.is === 'beat') this.#time.returned(said.id, at);
    else this.#time.heard(at);
    if (!said) return this.#tellUnreadable();
    const agoMs = this.#time.agoMs(at);
    if (said.is === 'claim') tell({ is: 'claim', sequence, claim: { ...said.claim, at, agoMs } });
    if (said.is === 'void') {
      const { device, key, scanId } = said;
      tell({ is: 'void', sequence, device, key, scanId });
    }
    if (said.is === 'beat') tell({ is: 'beat', device: said.device, beat: said.beat, at, agoMs });
  }

  /** Once, and without what it says. */
  #tellUnreadable() {
    if (this.#isUnreadableTold) return;
    this.#isUnreadableTold = true;
    this.#options.log.warn('the hub has a message that this version can’t read; it is left out');
  }

  #keepLooking() {
    const { clock } = this.#options;
    const before = { uptime: clock.uptime(), monotonic: clock.monotonic() };
    this.#cancelLook = clock.schedule(LOOK_MS, () => {
      const passed = {
        uptime: clock.uptime() - before.uptime,
        monotonic: clock.monotonic() - before.monotonic,
      };
      if (hasSlept({ ...passed, due: LOOK_MS })) this.#renewAfterSleep();
      for (const feed of this.#feeds) feed.look();
      this.#keepLooking();
    });
  }

  #renewAfterSleep() {
    this.#options.log.info('the machine has slept; the hub is connected anew');
    this.#connection.renew();
  }

  /** A listener that fails must not end the feed. */
  #safely(action: () => void) {
    try {
      action();
    } catch (error) {
      this.#options.log.error({ err: error }, 'news of the hub could not be taken');
    }
  }
}
