import type { Outbox } from '../outbox/outbox.ts';
import type { Changes } from '../system/changes.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { PendingWork } from '../system/pending-work.ts';
import type { ConnectionMonitor } from './monitor.ts';
import type { Requests } from './requests.ts';
import type { ScanTimes } from './scan-times.ts';
import type { Sender } from './sender.ts';
import type { ServerClock } from './server-clock.ts';

/** The parts that everyone who sends scans works with, both while a person waits and in the background. */
export type DeliveryParts = {
  outbox: Outbox;
  monitor: ConnectionMonitor;
  requests: Requests;
  sender: Sender;
  serverClock: ServerClock;
  times: ScanTimes;
  changes: Changes;
  clock: Clock;
  random: () => number;
  log: Log;
  pendingWork: PendingWork;
};
