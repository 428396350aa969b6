import { httpApiOff } from '../system/http-api-status.ts';
import type { Host } from './host.ts';
import { serveHttpApi, type HttpApiServer } from './serve-http-api.ts';

/** Serves the HTTP API for as long as the settings say so, at the port that they name. Returns a function that ends it. */
export function followHttpApiSetting(host: Host): () => Promise<void> {
  let served: { port: number; server: HttpApiServer } | null = null;
  let isClosing = false;
  let changing = Promise.resolve();

  async function apply(): Promise<void> {
    const { httpApi, httpApiPort } = host.settings.get();
    const wanted = httpApi && !isClosing ? httpApiPort : null;
    if (wanted === (served?.port ?? null)) return;
    await served?.server.close();
    served = null;
    host.httpApiStatus.set(httpApiOff);
    if (wanted === null) return;
    try {
      const server = await serveHttpApi(host, wanted);
      served = { port: wanted, server };
      host.httpApiStatus.set({ state: 'listening', url: server.url, message: null });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      host.httpApiStatus.set({ state: 'failed', url: null, message });
      host.log('warn', 'The HTTP API cannot be served.', error);
    }
  }

  const change = () => (changing = changing.then(apply));
  host.settings.subscribe(() => void change());
  void change();
  return () => {
    isClosing = true;
    return change();
  };
}
