import { protocol, type Session } from 'electron';
import { securityHeaders } from '../../host/web-pages.ts';
import { readAppFile } from './app-file.ts';
import { appScheme, isStudioPage } from './navigation.ts';

/** Applies the rules of a web page's scheme to the studio's. Must run before the program is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built renderer to windows of this session, and nothing else that lies on the disk. */
export function serveApp({ protocol: schemes }: Session, folder: string): void {
  schemes.handle(appScheme, (request) => answerAppRequest(request, folder));
}

export async function answerAppRequest(
  { method, url }: Pick<Request, 'method' | 'url'>,
  folder: string,
): Promise<Response> {
  const headers = securityHeaders(null);
  if (!isStudioPage(url)) return new Response('No such address.\n', { status: 403, headers });
  if (method !== 'GET' && method !== 'HEAD') return new Response('Not allowed.\n', { status: 405, headers });
  const file = await readAppFile(folder, new URL(url).pathname);
  if (file === null) return new Response('No such file.\n', { status: 404, headers });
  const body = method === 'HEAD' ? null : (file.content as Uint8Array<ArrayBuffer>);
  return new Response(body, { headers: { ...headers, 'Content-Type': file.type } });
}
