import type { BrowserContext } from 'playwright-core';

/**
 * Lets go of every request that a test answers in the server's place. A request that is still under way when the test
 * ends would otherwise fail with its page, and be counted as an error outside any test.
 */
export async function stopRouting(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' });
}
