import type { KnownEvents } from './known-events.ts';
import { fromTest, hasTest, tellTest } from './test-link.ts';

/** The objects of Electron to which a test can make something happen, by name. Of the windows it is the newest one. */
const objects = new Map<string, KnownEvents>();

/** Lets a test cause an object's events, as the operating system would. */
export function canBeTold(name: string, object: KnownEvents): void {
  objects.set(name, object);
}

/** Carries out what a test does to the machine. */
export function followTest(): void {
  if (!hasTest) return;
  fromTest('tell', ({ id, who, event, args }) => {
    const prevented = objects.get(who)?.tellPreventable(event, {}, ...args) ?? false;
    tellTest({ is: 'told', id, prevented });
  });
  fromTest('throw', ({ how, message }) => {
    if (how === 'rejection') void Promise.reject(new Error(message));
    else {
      setImmediate(() => {
        throw new Error(message);
      });
    }
  });
}
