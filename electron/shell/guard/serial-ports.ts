import type { WebContents } from 'electron';
import { portToAdd, portToReopen, type ToldDevice, usbIdOf } from './device-policy.ts';
import { scriptForPorts } from './serial-page-script.ts';

type Page = Pick<WebContents, 'executeJavaScript'>;
type ToldPort = ToldDevice & { portId: string };
/** Gives the page one of the ports that it has requested; an empty text refuses it all of them. */
type Answer = (portId: string) => void;

type Options = {
  /** The USB ids in the settings, such as `0c2e:0caa`. */
  inSettings: () => readonly string[];
  /** Whether a supervisor is at the screen. Nobody else may add a scanner. */
  isSupervisorThere: () => boolean;
};

/**
 * Gives the page the serial ports of the scanners that staff have added.
 *
 * Chromium remembers a port only if the USB device has a serial number, which many scanners lack. It forgets any other
 * port when the scanner is unplugged and when the app ends. The page then has to request it again, which takes a
 * person's press. So the shell keeps a request of its own open on the page: it brings one port after another, and as
 * long as it is open, Electron also reports the ports that are plugged in later. A person who adds a scanner makes
 * another request. That one takes the place of ours, which is made again once theirs is answered.
 */
export class SerialPorts {
  readonly #options: Options;
  /** The USB ids of scanners that were added a moment ago and aren't in the settings yet. */
  readonly #added = new Set<string>();
  /** The ports that the page has been given. A port that is plugged in again gets another id. */
  readonly #given = new Set<string>();
  #page: Page | null = null;
  /** Our open request. It has no answer until Electron has told us of it. */
  #own: { answer: Answer | null } | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The USB ids of the scanners that the page may open without asking anybody. */
  get allowed(): readonly string[] {
    return [...this.#options.inSettings(), ...this.#added];
  }

  /** Gives a page its ports: call this when the page has loaded, and when the settings have changed. */
  openOn(page: Page): void {
    this.#page = page;
    this.#added.clear();
    this.#given.clear();
    this.#request();
  }

  /** The page has requested one of these ports, by our doing or by a person's. */
  onRequest(ports: readonly ToldPort[], answer: Answer): void {
    if (this.#own && !this.#own.answer) {
      this.#own.answer = answer;
      this.#give(ports);
    } else {
      answer(this.#portToAdd(ports)?.portId ?? '');
      this.#request();
    }
  }

  /** A port was plugged in while a request was open. */
  onPlugged(port: ToldPort): void {
    this.#give([port]);
  }

  #request() {
    const own = this.allowed.length > 0 ? { answer: null } : null;
    this.#own = own;
    void this.#page
      ?.executeJavaScript(scriptForPorts(this.allowed), own !== null)
      // A page that is gone needs no port.
      .catch(() => {})
      .then(() => {
        // The page couldn't make the request. The next one that we hear of is a person's.
        if (this.#own === own && !own?.answer) this.#own = null;
      });
  }

  /** Answers our request, if one of these ports is allowed, and makes the next. */
  #give(ports: readonly ToldPort[]) {
    const port = portToReopen(ports, this.allowed, this.#given);
    if (!port || !this.#own?.answer) return;
    this.#given.add(port.portId);
    this.#own.answer(port.portId);
    this.#request();
  }

  #portToAdd(ports: readonly ToldPort[]): ToldPort | null {
    const port = this.#options.isSupervisorThere() ? portToAdd(ports, this.allowed) : null;
    const id = port && usbIdOf(port);
    if (!id) return null;
    this.#added.add(id);
    this.#given.add(port.portId);
    return port;
  }
}
