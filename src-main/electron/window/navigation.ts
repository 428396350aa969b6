/** The address of the studio's own page. */
export const appScheme = 'app';
export const appOrigin = `${appScheme}://studio`;

/** Tells whether an address is one of the studio's own pages. A scheme of its own has no `origin` in Node, so that it is compared piece by piece. */
export function isStudioPage(target: string): boolean {
  const url = URL.parse(target);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return `${url.protocol}//${url.host}` === appOrigin;
}

/** Tells whether `target` may be handed to the system's browser: web pages only, never files or other programs' schemes. */
export function isExternalLink(target: string): boolean {
  return URL.canParse(target) && new URL(target).protocol === 'https:';
}
