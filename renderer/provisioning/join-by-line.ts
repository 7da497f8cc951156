import type { BridgeClient, BridgeOutput } from '../../shared/bridge/bridge.ts';

/** Whether somebody means this text as a line for a hub, even if it isn't whole. Both begin like no code and no badge. */
export function looksLikeJoinLine(text: string): boolean {
  return /^(KIOSK_HUB_JOIN=|hub\d+\.)/.test(text.trim());
}

/** Joins the hub of a plain line, and answers as a code for that hub would be answered. */
export async function joinByLine(
  kiosk: BridgeClient,
  hubJoin: string,
): Promise<
  Extract<
    BridgeOutput<'applyProvisioning'>,
    { brought: 'hub' } | { problem: 'locked' | 'bad-setting' | 'not-written' | 'not-running' }
  >
> {
  const saved = await kiosk.saveSettings({ values: { hubJoin }, waitingScans: null });
  if (!saved.ok) {
    switch (saved.problem) {
      // Neither the key nor the address is another one, so these don't come.
      case 'key-not-taken':
      case 'scans-waiting':
        return { ok: false, problem: 'not-running' };
      default:
        return saved;
    }
  }
  const settings = await kiosk.getSettings({});
  if (!settings.ok) return settings;
  const { hub } = settings;
  return hub ? { ok: true, brought: 'hub', hub } : { ok: false, problem: 'not-running' };
}
