import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../api/caller.ts';
import { isOfHttpApi, type HttpApi } from '../http-api/http-api.ts';
import { endAfterAnswer, hasBody } from '../http-api/unread-body.ts';
import { includesScope } from '../contract/access-records.ts';
import { requiredScopes } from '../contract/required-scopes.ts';
import { answerApiRequest } from './answer-api-request.ts';
import type { AccessGuard } from './access-guard.ts';
import type { Entrance } from './entrance.ts';
import type { Host } from './host.ts';
import { exportIdOf, sendExport } from './send-export.ts';
import type { AnswerWithFile } from './static-files.ts';
import { howToOpenPage, setSecurityHeaders, wayInPage } from './web-pages.ts';

const html = 'text/html; charset=utf-8';

interface AnswerRequestOptions {
  host: Host;
  entrance: Entrance;
  guard: AccessGuard;
  /** The caller, or null for a stranger. */
  caller: Caller | null;
  answerWithFile: AnswerWithFile;
  httpApi: HttpApi;
}

/**
 * Answers a request that is no WebSocket: lets a browser in, or sends a file of the renderer, or of an export, to one that is in. Reads no
 * body, except for the HTTP API.
 */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { host, entrance, guard, caller, answerWithFile, httpApi }: AnswerRequestOptions,
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

  const url = urlOf(request);
  const isForApi = url !== null && isOfHttpApi(url.pathname);
  const carriesBody = hasBody(request) && !isForApi;
  if (carriesBody) endAfterAnswer(request, response);
  // Whatever watches over the studio calls it by any name, and learns nothing else.
  if (url?.pathname === '/healthz') return (await isWell(host)) ? sendText(200, 'ok\n') : sendText(503, 'unwell\n');
  if (isForApi) return answerApiRequest(request, response, { url, entrance, caller, httpApi });
  const origin = entrance.originOf(request);
  if (origin === null) return sendText(403, 'This address is not served here.\n');
  setSecurityHeaders(response, origin);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendText(405, 'Not allowed.\n', { Allow: 'GET, HEAD' });
  if (carriesBody) return sendText(413, 'Nothing is taken in here.\n');
  if (url === null) return sendText(400, 'No such address.\n');
  const newCookie = url.pathname === '/' ? guard.cookieFor(url.searchParams.get('token')) : null;
  if (newCookie !== null) {
    const cookie = { 'Set-Cookie': newCookie };
    // Browsers keep a strict cookie back where another site led here, redirects included, so one of our own pages leads on.
    return request.headers['sec-fetch-site'] === 'cross-site'
      ? send(200, html, wayInPage, cookie)
      : sendText(303, '', { Location: '/', ...cookie });
  }
  if (caller === null || caller.scope === null) {
    return request.headers.authorization === undefined
      ? send(401, html, howToOpenPage)
      : sendText(401, 'This token is not known here.\n', { 'WWW-Authenticate': 'Bearer' });
  }
  const exportId = exportIdOf(url.pathname);
  if (exportId !== null) {
    if (!includesScope(caller.scope, requiredScopes.exports.read))
      return sendText(403, 'This token does not let you download.\n');
    if (!(await sendExport(host, exportId, request, response))) sendText(404, 'This export is gone.\n');
    return;
  }
  answerWithFile(request, response, () => sendText(404, 'No such file.\n'));
}

/** Tells whether the database answers. */
const isWell = (host: Host): Promise<boolean> =>
  host.client.settings.get().then(
    () => true,
    () => false,
  );

/** Only paths: a whole URL, as for a proxy, or a // that would be read as a host counts as no address. */
export function urlOf({ url = '' }: IncomingMessage): URL | null {
  return /^\/(?!\/)/.test(url) ? URL.parse(url, 'http://studio') : null;
}
