import { codingsOf, decodeBody } from './content-coding.ts';

/** No answer from Confera comes near this size. Anything larger is somebody else's page. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** Collects a response's body up to the limit, and decompresses it at the end. */
export class BodyCollector {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  /** Returns false once the body is over the limit, so that the caller can stop reading. */
  add(chunk: Uint8Array): boolean {
    this.#size += chunk.byteLength;
    if (this.#size > BODY_LIMIT_BYTES) return false;
    this.#chunks.push(chunk);
    return true;
  }

  /**
   * The whole body, or null if it can't be decoded or unpacks to more than the limit.
   *
   * @param contentEncoding the header of that name, if the chunks are still compressed
   */
  async text(contentEncoding?: string): Promise<string | null> {
    const bytes = Buffer.concat(this.#chunks);
    const decoded = await decodeBody(bytes, codingsOf(contentEncoding), BODY_LIMIT_BYTES);
    return decoded && new TextDecoder().decode(decoded);
  }
}
