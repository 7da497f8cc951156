import { type MetricsOptions, openMetrics } from '../metrics/open-metrics.ts';
import type { Kiosk } from './kiosk.ts';

/**
 * Serves this kiosk's metrics until the process ends, if an address for them is set. To be called before the kiosk is
 * started, so that nothing is missed.
 *
 * @param say writes a line for whoever started the kiosk
 */
export async function serveKioskMetrics(
  kiosk: Kiosk,
  { face, say }: { face: 'served' | 'electron'; say: MetricsOptions['say'] },
): Promise<void> {
  const watched = {
    face,
    core: () => kiosk.core,
    location: () => kiosk.settings.forScreen.location,
  };
  const { forScreen: settings } = kiosk.settings;
  const metrics = await openMetrics({ settings, watched, clock: kiosk.clock, say });
  if (!metrics) return;
  let followed: Kiosk['core'] = null;
  kiosk.events.on('state', () => {
    const { core } = kiosk;
    if (core && core !== followed) metrics.follow(core);
    followed = core;
  });
}
