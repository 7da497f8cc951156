/**
 * How the app shows its window on Linux: `xwayland` is the X server of a Wayland session. On `wayland` itself no app
 * can choose its display or stay in front.
 */
export const WINDOW_SYSTEMS = ['x11', 'xwayland', 'wayland'] as const;
export type WindowSystem = (typeof WINDOW_SYSTEMS)[number];
