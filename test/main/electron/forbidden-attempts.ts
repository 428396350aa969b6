/**
 * Tries in a page what the desktop program forbids to its pages, and resolves with the name of the error of each attempt, or `done`. It is
 * sent to the page as it stands, so that it uses nothing from outside.
 */
export async function forbiddenAttempts(): Promise<Record<'markup' | 'policy' | 'network', string>> {
  const attempt = async (work: () => unknown) => {
    try {
      await work();
      return 'done';
    } catch (error) {
      return error instanceof Error ? error.name : 'refused';
    }
  };
  const element = document.createElement('div');
  return {
    markup: await attempt(() => (element.innerHTML = '<img src=x onerror=alert(1)>')),
    policy: await attempt(() => Reflect.get(window, 'trustedTypes').createPolicy('mine', {})),
    network: await attempt(() => fetch('https://example.org/')),
  };
}
