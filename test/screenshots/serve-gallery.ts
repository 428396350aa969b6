import tailwind from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

/** The studio's pages as they are in development, where the gallery is, before the host of a served studio. */
export async function serveGallery(studioUrl: string): Promise<{ url: string; close(): Promise<void> }> {
  const entrance = await fetch(studioUrl, { redirect: 'manual' });
  const [cookie = ''] = (entrance.headers.get('set-cookie') ?? '').split(';');
  const { origin } = new URL(studioUrl);
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../../src-renderer', import.meta.url)),
    plugins: [vue(), tailwind()],
    logLevel: 'silent',
    server: {
      host: '127.0.0.1',
      port: 0,
      proxy: { '/api': { target: origin, ws: true, changeOrigin: true, headers: { cookie, origin } } },
    },
  });
  await server.listen();
  const [url] = server.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error('The gallery could not be served.');
  return { url, close: () => server.close() };
}
