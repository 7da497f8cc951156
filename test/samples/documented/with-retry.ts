import { isConferaApiError } from "confera-kiosk/confera";

function sleep(ms: number) {
  return new Promise((r) => setTimeout(r, ms));
}

export async function withRetry<T>(fn: () => Promise<T>, attempts = 3): Promise<T> {
  let lastErr: unknown;
  for (let i = 0; i < attempts; i++) {
    try {
      return await fn();
    } catch (e) {
      lastErr = e;

      // Retry only the stuff that is usually transient.
      if (isConferaApiError(e) && e.status !== 503 && e.status !== 429) throw e;

      // Basic backoff
      await sleep(200 * (i + 1));
    }
  }
  throw lastErr;
}
