import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { badgeSheet } from './badge-sheet.ts';
import { readBody } from './body.ts';
import { controlPage } from './control-page.ts';
import { PAGE_SWITCHES } from './page-switches.ts';
import { SIGN_IN_PAGE, SIGN_IN_PATH } from './sign-in-page.ts';
import type { Simulator } from './simulator.ts';
import {
  behaviourSchema,
  conferenceSchema,
  internetSchema,
  keysSchema,
  replaySchema,
  rulesSchema,
} from './switch-schemas.ts';

const PREFIX = '/simulator/';
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;
const HTML_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is HTML, anything else goes out as JSON. */
  readonly body: unknown;
}

type Action = (simulator: Simulator, text: string) => Reply | Promise<Reply>;

const DONE: Reply = { status: 200, body: { ok: true } };
const BACK_TO_PAGE: Reply = { status: 303, headers: { Location: PREFIX }, body: '' };

const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['GET /', () => ({ status: 302, headers: { Location: PREFIX }, body: '' })],
  [`GET ${SIGN_IN_PATH}`, () => shows(SIGN_IN_PAGE)],
  ['GET /badges', async ({ badges }) => shows(await badgeSheet(badges))],
  ['GET /simulator/', (simulator) => shows(controlPage(simulator))],
  ['GET /simulator/faults', (simulator) => shows(simulator.faults())],
  ['GET /simulator/journal', (simulator) => shows(simulator.journal())],
  ['GET /simulator/checkins', (simulator) => shows(simulator.checkins())],
  [
    'PUT /simulator/faults',
    (simulator, text) => change(text, rulesSchema, (rules) => simulator.setFaults(rules)),
  ],
  [
    'DELETE /simulator/faults',
    (simulator) => {
      simulator.clearFaults();
      return DONE;
    },
  ],
  [
    'PUT /simulator/replay',
    (simulator, text) => change(text, replaySchema, ({ on }) => simulator.setReplay(on)),
  ],
  ['GET /simulator/internet', (simulator) => shows({ gone: simulator.internetGone() })],
  [
    'PUT /simulator/internet',
    (simulator, text) =>
      change(text, internetSchema, ({ gone }) => simulator.setInternetGone(gone)),
  ],
  ['GET /simulator/behaviour', (simulator) => shows(simulator.behaviour())],
  [
    'PUT /simulator/behaviour',
    (simulator, text) => change(text, behaviourSchema, (to) => simulator.setBehaviour(to)),
  ],
  ['GET /simulator/conference', (simulator) => shows(simulator.conference())],
  [
    'PUT /simulator/conference',
    (simulator, text) => change(text, conferenceSchema, (to) => simulator.setConference(to)),
  ],
  [
    'PUT /simulator/keys',
    (simulator, text) =>
      change(text, keysSchema, (keys) => {
        for (const [key, to] of Object.entries(keys)) simulator.setKey(key, to);
      }),
  ],
  [
    'POST /simulator/reset',
    (simulator) => {
      simulator.reset();
      return DONE;
    },
  ],
  // The two forms of the control page.
  [
    'POST /simulator/page/reset',
    (simulator) => {
      simulator.reset();
      return BACK_TO_PAGE;
    },
  ],
  [
    'POST /simulator/page/toggle',
    (simulator, text) => {
      const press = PAGE_SWITCHES.get(new URLSearchParams(text).get('name') ?? '');
      if (!press) return refuse(400, 'There is no such switch.');
      press(simulator);
      return BACK_TO_PAGE;
    },
  ],
]);
const PATHS: ReadonlySet<string> = new Set(
  [...ACTIONS.keys()].map((route) => route.split(' ')[1] ?? ''),
);

/** Whether a path is one of the simulator's own, not a part of the Confera API. */
export function isControlPath(path: string): boolean {
  return path.startsWith(PREFIX) || PATHS.has(path);
}

/** Serves the simulator's own pages and switches, to this machine only. */
export function serveControl(
  simulator: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): void {
  readBody(request, async (text) => {
    const { status, body, headers } = await replyTo(simulator, request, path, text);
    const isHtml = typeof body === 'string';
    response.writeHead(status, {
      ...(isHtml ? HTML_HEADERS : { 'Content-Type': 'application/json' }),
      'Cache-Control': 'no-store',
      ...headers,
    });
    response.end(isHtml ? body : `${JSON.stringify(body)}\n`);
  });
}

async function replyTo(
  simulator: Simulator,
  { method = '', headers: { host = '', origin } }: IncomingMessage,
  path: string,
  text: string | null,
): Promise<Reply> {
  // A page elsewhere must not reach the switches through a name that points here, or by a form.
  if (!LOOPBACK_HOST.test(host)) return refuse(403, 'Only for this machine.');
  if (method !== 'GET' && origin !== undefined && origin !== `http://${host}`) {
    return refuse(403, 'Not from another site.');
  }
  const action = ACTIONS.get(`${method} ${path}`);
  if (!action) {
    return PATHS.has(path) ? refuse(405, 'Not with this method.') : refuse(404, 'No such page.');
  }
  if (text === null) return refuse(413, 'The body is over 64 KiB.');
  return action(simulator, text);
}

/** Applies a JSON body, or says what is wrong with it. */
function change<T>(text: string, schema: z.ZodType<T>, apply: (value: T) => void): Reply {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse(400, 'The body is not JSON.');
  }
  const value = schema.safeParse(json);
  if (!value.success) return refuse(400, z.prettifyError(value.error));
  apply(value.data);
  return DONE;
}

function shows(body: unknown): Reply {
  return { status: 200, body };
}

function refuse(status: number, message: string): Reply {
  return { status, body: { ok: false, message } };
}
