import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { KeptAnswer } from './freshness.ts';

/** The form of the file. A file of another form is a miss. */
const FORM = 1;

const fields = z.record(z.string(), z.string());
const about = z.object({
  form: z.literal(FORM),
  requestFields: fields,
  fields,
  heardAt: z.number(),
});

const LINE_END = 0x0a;

/** Writes a kept answer as a file: a digest of the rest, one line about the answer, and its body. */
export function encodeAnswer({ body, ...rest }: KeptAnswer): Buffer {
  const line = Buffer.from(`${JSON.stringify({ form: FORM, ...rest })}\n`);
  const content = Buffer.concat([line, body]);
  return Buffer.concat([Buffer.from(`${digestOf(content)}\n`), content]);
}

/** Reads such a file; null if any of it is missing or damaged. */
export function decodeAnswer(file: Buffer): KeptAnswer | null {
  const [digest, content] = cut(file);
  if (digest !== digestOf(content)) return null;
  const [line, body] = cut(content);
  try {
    const { requestFields, fields, heardAt } = about.parse(JSON.parse(line));
    return { requestFields, fields, heardAt, body };
  } catch {
    return null;
  }
}

function digestOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The first line, and everything after it. */
function cut(bytes: Buffer): [string, Buffer] {
  const end = bytes.indexOf(LINE_END);
  return end < 0
    ? [bytes.toString(), Buffer.alloc(0)]
    : [bytes.toString('utf8', 0, end), bytes.subarray(end + 1)];
}
