import { createRequire } from 'node:module';

/** The window object of a page of the studio, in this process: its preload script has run, and its code may be imported. */
export function openPage(preload: string): void {
  const page = Object.assign(new EventTarget(), {
    location: { origin: 'app://studio', protocol: 'app:', href: 'app://studio/' },
    postMessage(message: unknown, origin: string, ports: MessagePort[]) {
      if (origin !== 'app://studio') return;
      const event = new MessageEvent('message', { data: structuredClone(message), origin });
      // Node's events take neither a window as their source nor a double's port.
      Object.defineProperties(event, { source: { value: page }, ports: { value: ports } });
      page.dispatchEvent(event);
    },
  });
  Object.assign(globalThis, { window: page, location: page.location });
  createRequire(import.meta.url)(preload);
}
