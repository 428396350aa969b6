/** Whether a page of the studio window may lead to `target`: only to the studio's own origin. */
export function isStudioPage(target: string, studioUrl: string): boolean {
  return URL.canParse(target) && new URL(target).origin === new URL(studioUrl).origin;
}

/** Whether `target` may be handed to the system's browser: web pages only, never files or other programs' schemes. */
export function isExternalLink(target: string): boolean {
  return URL.canParse(target) && new URL(target).protocol === 'https:';
}
