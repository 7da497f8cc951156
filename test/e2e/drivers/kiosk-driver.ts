import type { Page } from 'playwright-core';

/** How long a test waits for one thing on the page, milliseconds: less than the test itself may take. */
export const STEP_MS = 20_000;

export type KioskStart = {
  /** Settings, and `TZ` for a machine of another zone; nothing else of this process' environment but where programs are. */
  env: Record<string, string>;
  dataDir: string;
  /** Further flags for the Chromium that shows the kiosk. */
  chromiumArgs?: string[];
  /** The camera is there for the page unless this is false. Only a browser can be asked to refuse it. */
  cameraAllowed?: boolean;
  /** The X display to show the window on; without one it is seen nowhere. Served only. */
  display?: string;
  /** Called with the page before it loads, for whoever must see everything. */
  onPage?: (page: Page) => void | Promise<void>;
};

/** What a shell of ours lets a test do to its window. */
export type ShellWindow = {
  /** Kills the page's process, as a crash would. */
  crashPage: () => Promise<void>;
  /** The page of the next window that takes this one's place; asked for before something makes it so. */
  nextPage: () => Promise<Page>;
};

export type RunningKiosk = {
  page: Page;
  /** Null for a browser's page. */
  shell: ShellWindow | null;
  /** The page's own origin, as its requests show it. */
  origin: string;
  /** What reached the page beside its requests, as text. */
  sentToPage: () => Promise<string[]>;
  /** The text of a file that the page has handed over; rejects while there is none. */
  downloaded: (fileName: string, encoding?: 'utf8' | 'latin1') => Promise<string>;
  /** What the kiosk said on stderr. */
  stderr: () => string;
  /** The exit code of the kiosk's process; null where a signal ended it. */
  exited: Promise<number | null>;
  /** The kiosk's process. */
  pid: number;
  /** Kills the kiosk's process as a crash would; its page may stay. */
  kill: () => void;
  /** Ends it as the system would, with SIGTERM. Resolves with the exit code. */
  close: () => Promise<number | null>;
};

/** One way to show the kiosk: the same tests run on each. */
export type KioskDriver = {
  name: 'served' | 'stand-in' | 'electron';
  /** Why it can't be had on this machine; null where it can. */
  unavailable: string | null;
  /** Whether the page is in a shell of ours, which may be left from the screen. */
  isShell: boolean;
  launch: (start: KioskStart) => Promise<RunningKiosk>;
};
