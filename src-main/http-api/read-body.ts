import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from './http-error.ts';
import { hasBody } from './unread-body.ts';

/** Texts and rows, of which no network reads more. */
const mostBodyBytes = 4 * 2 ** 20;

/**
 * Resolves with the fields of a JSON object; of an empty body there are none. Rejects with HttpError where it is something else, or
 * larger than the limit; what is left of it is then unread.
 */
export async function readBody(request: IncomingMessage, response: ServerResponse): Promise<Record<string, unknown>> {
  if (!hasBody(request)) return {};
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new HttpError(415, { message: 'Send JSON, with the header “Content-Type: application/json”.' });
  if (request.headers['content-encoding'] !== undefined)
    throw new HttpError(415, { message: 'Send the body as it is, without a Content-Encoding.' });
  if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes) throw tooLarge();
  if (request.headers.expect !== undefined) response.writeContinue();
  const fields = parse(await readWhole(request));
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw new HttpError(400, { message: 'The body is to be a JSON object.', code: 'invalid_json' });
  return fields as Record<string, unknown>;
}

async function readWhole(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  await new Promise<void>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBodyBytes) {
        request.removeAllListeners('data').pause();
        reject(tooLarge());
      } else chunks.push(chunk);
    });
    request.once('end', resolve);
    request.once('error', reject);
    request.once('close', () => reject(new HttpError(400, { message: 'The body has not come whole.' })));
  });
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    throw new HttpError(400, { message: `The body is no JSON: ${detail}`, code: 'invalid_json' });
  }
}

const tooLarge = (): HttpError =>
  new HttpError(413, { message: `A body may have ${mostBodyBytes} bytes. Send less at a time.`, code: 'too_large' });
