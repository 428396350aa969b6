import type { Router } from 'vue-router';

/**
 * A page whose files were replaced by an update since it was opened lacks those that it has not loaded yet. It is opened anew then, at
 * the place that the person wanted to go to.
 */
export function followUpdates(router: Router): void {
  let isFileMissing = false;
  addEventListener('vite:preloadError', () => (isFileMissing = true));
  router.onError(async (_, to) => {
    if (!isFileMissing) return;
    isFileMissing = false;
    if (!(await isOtherPageServed())) return;
    location.hash = to.fullPath;
    location.reload();
  });
}

/** The page that is served now begins with another script. A host that cannot be reached serves none. */
async function isOtherPageServed(): Promise<boolean> {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"]')?.src.split('/').at(-1);
  try {
    const answer = await fetch(location.pathname, { cache: 'no-store' });
    return answer.ok && script !== undefined && !(await answer.text()).includes(script);
  } catch {
    return false;
  }
}
