import type { Session } from 'electron';
import { PAGE_ORIGIN } from './app-protocol.ts';

/** The camera's picture for the kiosk's own page; nothing else for anyone. */
export function limitPermissions(session: Session): void {
  session.setPermissionRequestHandler((page, permission, decide, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const isCamera = permission === 'media' && kinds.every((kind) => kind === 'video');
    decide(isCamera && page?.getURL().startsWith(`${PAGE_ORIGIN}/`) === true);
  });
  session.setPermissionCheckHandler((_page, permission, origin, details) => {
    const isCamera = permission === 'media' && details.mediaType !== 'audio';
    return isCamera && origin.replace(/\/$/, '') === PAGE_ORIGIN;
  });
}
