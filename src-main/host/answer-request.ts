import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessGuard } from './access-guard.ts';
import type { Host } from './host.ts';
import { exportIdOf, sendExport } from './send-export.ts';
import { readStaticFile } from './static-files.ts';
import { howToOpenPage, securityHeaders, wayInPage } from './web-pages.ts';

/** How long somebody has to read why nothing more is taken from them. */
const TIME_TO_READ_MS = 500;

const html = 'text/html; charset=utf-8';

/** Answers a request that is no WebSocket: lets a browser in, or sends a file of the renderer, or of an export, to one that is in. Reads no body. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { host, guard, staticDir }: { host: Host; guard: AccessGuard; staticDir: string },
): Promise<void> {
  const send = (status: number, type: string, content: Uint8Array | string, headers: Record<string, string> = {}) => {
    const length = Buffer.byteLength(content);
    response.writeHead(status, {
      'Content-Type': type,
      'Content-Length': length,
      'Cache-Control': 'no-store',
      ...headers,
    });
    response.end(request.method === 'HEAD' ? undefined : content);
  };
  const sendText = (status: number, text: string, headers: Record<string, string> = {}) =>
    send(status, 'text/plain; charset=utf-8', text, headers);

  const carriesBody = hasBody(request);
  if (carriesBody) endAfterAnswer(request, response);
  if (!guard.isOurs(request)) return sendText(403, 'This address is not served here.\n');
  const socketOrigin = `${guard.scheme === 'https' ? 'wss' : 'ws'}://${request.headers.host ?? ''}`;
  for (const [name, value] of Object.entries(securityHeaders(socketOrigin))) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendText(405, 'Not allowed.\n', { Allow: 'GET, HEAD' });
  if (carriesBody) return sendText(413, 'Nothing is taken in here.\n');
  const url = urlOf(request);
  if (url === null) return sendText(400, 'No such address.\n');
  if (url.pathname === '/' && guard.accepts(url.searchParams.get('token'))) {
    const cookie = { 'Set-Cookie': guard.cookie() };
    // Browsers keep a strict cookie back where another site led here, redirects included, so one of our own pages leads on.
    return request.headers['sec-fetch-site'] === 'cross-site'
      ? send(200, html, wayInPage, cookie)
      : sendText(303, '', { Location: '/', ...cookie });
  }
  if (!guard.hasCookie(request)) return send(401, html, howToOpenPage);
  const exportId = exportIdOf(url.pathname);
  if (exportId !== null) {
    if (!(await sendExport(host, exportId, request, response))) sendText(404, 'This export is gone.\n');
    return;
  }
  const file = await readStaticFile(staticDir, url.pathname);
  if (file === null) return sendText(404, 'No such file.\n');
  const caching = file.immutable ? 'private, max-age=31536000, immutable' : 'no-cache';
  send(200, file.type, file.content, { 'Cache-Control': caching });
}

/** Only paths: a whole URL, as for a proxy, or a // that would be read as a host counts as no address. */
export function urlOf({ url = '' }: IncomingMessage): URL | null {
  return /^\/(?!\/)/.test(url) ? URL.parse(url, 'http://studio') : null;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Ends a connection on which more comes than will be read. Not at once: the end of a connection that still brings something takes the
 * answer away with it. Until then no more is read than a buffer holds, as somebody listens who never reads.
 */
function endAfterAnswer(request: IncomingMessage, response: ServerResponse): void {
  request.on('readable', () => undefined);
  response.once('finish', () => setTimeout(() => request.destroy(), TIME_TO_READ_MS).unref());
}
