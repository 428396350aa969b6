import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { HttpError } from './http-error.ts';

export function sendText(
  response: ServerResponse,
  { status = 200, type, content }: { status?: number; type: string; content: string | Uint8Array },
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(content),
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(content);
}

export function sendJson(
  response: ServerResponse,
  { status, value }: { status: number; value: unknown },
  headers: Readonly<Record<string, string>> = {},
): void {
  sendText(response, { status, type: 'application/json; charset=utf-8', content: JSON.stringify(value) }, headers);
}

export function sendError(response: ServerResponse, { status, body, headers }: HttpError): void {
  sendJson(response, { status, value: { error: body } }, headers);
}

/** Sends each event when the client has taken those before it, and at last `[DONE]`. An error on the way is the last event. */
export async function sendEvents(
  response: ServerResponse,
  events: AsyncGenerator<unknown, void, void>,
  { signal, errorOf }: { signal: AbortSignal; errorOf: (error: unknown) => HttpError },
): Promise<void> {
  const send = async (data: string) => {
    if (!response.write(`data: ${data}\n\n`)) await once(response, 'drain', { signal });
  };
  try {
    // An error before the first event is an answer of its own.
    let next = await events.next();
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    while (next.done !== true) {
      await send(JSON.stringify(next.value));
      next = await events.next();
    }
    await send('[DONE]');
  } catch (error) {
    if (!response.headersSent || signal.aborted) throw error;
    await send(JSON.stringify({ error: errorOf(error).body }));
  } finally {
    await events.return();
  }
  response.end();
}
