import type { Session, WebContents } from 'electron';
import { isStudioPage } from './navigation.ts';
import { safeOpenExternal } from './safe-open-external.ts';

/** All that the studio's page may have of what a browser would ask about: writing what a person copies, at a press of a button. */
const granted = new Set(['clipboard-sanitized-write']);
/** The schemes of addresses that the page itself makes; any other one would come from a network. */
const ownSchemes = new Set(['app:', 'blob:', 'data:', 'devtools:']);

/** Permissions, devices and the network of a session that only shows the studio. */
export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) =>
    decide(granted.has(permission) && isStudioPage(requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => granted.has(permission) && isStudioPage(origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !ownSchemes.has(schemeOf(url)) }));
  // Files that a person saves go by way of the program, which asks where to and says when they are there.
  session.on('will-download', (event) => event.preventDefault());
}

/** Keeps a page where it is, whoever created it. */
export function secureContents(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    safeOpenExternal(url);
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isStudioPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isStudioPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

const schemeOf = (url: string): string => URL.parse(url)?.protocol ?? '';
