import { createRouterClient } from '@orpc/server';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { owner, type Caller } from '../api/caller.ts';
import type { StudioRouter } from '../api/router.ts';
import { includesScope, type Scope } from '../contract/access-records.ts';
import type { StudioClient } from '../contract/contract.ts';
import { httpScopes } from '../contract/http-api/http-scopes.ts';
import { Admission, usualLimits, type AdmissionLimits } from './admission.ts';
import { answerWithPage } from './api-page.ts';
import { RunNames } from './find-resource.ts';
import { HttpError, httpErrorOf, invalidInput, unauthorized } from './http-error.ts';
import { matchRoute, type HttpRoute } from './match-route.ts';
import { createOperations, EventStream, type OperationCall, type Operations } from './operations.ts';
import { readBody } from './read-body.ts';
import { metric, RequestMetrics } from './request-metrics.ts';
import { sendError, sendEvents, sendJson, sendText } from './send-answer.ts';
import { studioMetrics } from './studio-metrics.ts';
import { endAfterAnswer, leavesMuchUnread } from './unread-body.ts';

interface HttpApiOptions {
  router: StudioRouter;
  version: string;
  log: (level: 'error', message: string, error: unknown) => void;
  limits?: Partial<HttpApiLimits>;
}

interface HttpApiLimits extends AdmissionLimits {
  /** The time that one answer may take, after which its work is given up. */
  longestAnswerMs: number;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  /** `null` means that no token, or an unknown one, was shown. */
  caller: Caller | null;
}

/** Answers programs over plain HTTP, wherever the server that takes their requests may be. */
export class HttpApi {
  readonly #options: HttpApiOptions;
  readonly #limits: HttpApiLimits;
  readonly #operations: Operations;
  readonly #admission: Admission;
  readonly #metrics = new RequestMetrics();
  readonly #clients = new WeakMap<Caller, StudioClient>();

  constructor(options: HttpApiOptions) {
    this.#options = options;
    this.#limits = { ...usualLimits, longestAnswerMs: 600_000, ...options.limits };
    this.#admission = new Admission(this.#limits);
    const names = new RunNames(this.#clientOf(owner), () => performance.now());
    this.#operations = createOperations({ names, clock: Date.now });
  }

  /** Answers a request to a path of the API. Never rejects. */
  async answer(request: IncomingMessage, response: ServerResponse, caller: Caller | null, url: URL): Promise<void> {
    const startedAt = performance.now();
    const exchange = { request, response, url, caller };
    let name = 'other';
    try {
      name = await this.#answer(exchange);
    } catch (error) {
      this.#fail(exchange, error);
    }
    this.#metrics.countRequest(name, response.statusCode, (performance.now() - startedAt) / 1000);
  }

  /** Resolves with the operation's name. */
  async #answer({ request, response, url, caller }: Exchange): Promise<string> {
    if (request.method === 'GET' && (await answerWithPage(response, url.pathname, this.#options.version)))
      return 'page';
    if (url.pathname === '/metrics') return this.#tellMetrics({ request, response, url, caller });
    const matched = matchRoute(request.method ?? '', url.pathname);
    if (Array.isArray(matched)) throw noSuchRoute(request.method ?? '', url.pathname, matched);
    const { route, parameters } = matched;
    const permitted = this.#require(caller, httpScopes[route.operation]);
    const input = await inputOf(route, { request, response, url, parameters });
    const closed = signalOf(response, this.#limits.longestAnswerMs);
    try {
      const work = () =>
        this.#operate(route, input, { response, client: this.#clientOf(permitted), signal: closed.signal });
      // Networks at work are few; looks are cheap.
      await (httpScopes[route.operation] === 'use' ? this.#admission.enter(closed.signal, work) : work());
    } finally {
      closed.end();
    }
    return route.operation;
  }

  async #operate(
    route: HttpRoute,
    input: unknown,
    { response, ...call }: OperationCall & { response: ServerResponse },
  ): Promise<void> {
    // The contract has checked that the input is that of the operation.
    const operation = this.#operations[route.operation] as (input: unknown, call: OperationCall) => Promise<unknown>;
    const output = await operation(input, call);
    if (output instanceof EventStream) {
      const errorOf = (error: unknown) => this.#httpError(error);
      return sendEvents(response, output.events, { signal: call.signal, errorOf });
    }
    if (route.operation === 'complete') this.#metrics.countTokens((output as { usage: TokenCounts }).usage);
    sendJson(response, { status: route.status, value: output });
  }

  async #tellMetrics({ request, response, caller }: Exchange): Promise<string> {
    if (request.method !== 'GET') throw noSuchRoute(request.method ?? '', '/metrics', ['GET']);
    const permitted = this.#require(caller, 'look');
    const lines = [
      ...(await studioMetrics(this.#clientOf(permitted), this.#options.version)),
      ...metric('kioku_http_requests_at_work', 'gauge', 'Requests that networks work on now.', [
        ['', this.#admission.atWork],
      ]),
      ...metric('kioku_http_requests_waiting', 'gauge', 'Requests that wait for their turn.', [
        ['', this.#admission.waiting],
      ]),
      ...this.#metrics.lines(),
    ];
    sendText(response, { type: 'text/plain; version=0.0.4; charset=utf-8', content: `${lines.join('\n')}\n` });
    return 'metrics';
  }

  /** Returns the caller, of whom the scope is known to suffice at this moment. */
  #require(caller: Caller | null, scope: Scope): Caller {
    if (caller === null || caller.scope === null)
      throw unauthorized(
        'Send a token: “Authorization: Bearer TOKEN”. Whoever runs the studio adds one with: kioku tokens add NAME --scope use',
      );
    if (includesScope(caller.scope, scope)) return caller;
    const message = `This token may ${caller.scope}, and this takes the scope ${scope}. Ask whoever runs the studio for another one.`;
    throw new HttpError(403, { message, code: 'insufficient_scope' });
  }

  #clientOf(caller: Caller): StudioClient {
    const known = this.#clients.get(caller);
    if (known !== undefined) return known;
    const client = createRouterClient(this.#options.router, { context: { caller } });
    this.#clients.set(caller, client);
    return client;
  }

  #fail({ request, response }: Exchange, error: unknown): void {
    if (response.closed || response.destroyed) return;
    if (leavesMuchUnread(request)) endAfterAnswer(request, response);
    const answer = this.#httpError(error);
    if (response.headersSent) response.destroy();
    else sendError(response, answer);
  }

  #httpError(error: unknown): HttpError {
    const known = httpErrorOf(error);
    if (known !== null) return known;
    const id = randomUUID().slice(0, 8);
    this.#options.log('error', `Error ${id} in the HTTP API`, error);
    const message = `Something went wrong that should not. The log has the details under ${id}.`;
    return new HttpError(500, { message, code: 'internal' });
  }
}

interface TokenCounts {
  prompt_tokens: number;
  completion_tokens: number;
}

/** Tells whether requests to this path are for the API. */
export const isOfHttpApi = (pathname: string): boolean =>
  pathname === '/metrics' || pathname === '/v1' || pathname.startsWith('/v1/');

/** Resolves with the input of the contract. Rejects with HttpError. */
async function inputOf(
  { input, method }: HttpRoute,
  {
    request,
    response,
    url,
    parameters,
  }: { request: IncomingMessage; response: ServerResponse; url: URL; parameters: Record<string, string> },
): Promise<unknown> {
  const fields = method === 'GET' ? Object.fromEntries(url.searchParams) : await readBody(request, response);
  if (input === null) return {};
  const parsed = await input.safeParseAsync({ ...fields, ...parameters });
  if (parsed.success) return parsed.data;
  throw invalidInput(parsed.error.issues);
}

/** The signal of work that nobody waits for any more, or not so long. */
function signalOf(response: ServerResponse, longestMs: number) {
  const ending = new AbortController();
  const onClose = () => ending.abort(new Error('The client has left.'));
  response.once('close', onClose);
  const timer = setTimeout(() => {
    const message = `The answer took longer than ${longestMs / 1000} s. Ask for less at a time.`;
    ending.abort(new HttpError(503, { message, code: 'timeout' }));
  }, longestMs);
  return {
    signal: ending.signal,
    end() {
      clearTimeout(timer);
      response.off('close', onClose);
    },
  };
}

function noSuchRoute(method: string, pathname: string, methods: readonly string[]): HttpError {
  if (methods.length === 0)
    return new HttpError(404, {
      message: 'There is no such address. /v1/docs shows those that there are.',
      code: 'unknown_url',
    });
  const message = `${pathname.slice(0, 100)} takes ${methods.join(', ')}, not ${method}.`;
  return new HttpError(405, { message, code: 'method_not_allowed' }, { Allow: methods.join(', ') });
}
