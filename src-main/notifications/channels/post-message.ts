import { DeliveryError, shortened } from './delivery-error.ts';

/** An answer is read up to here. */
const mostAnswerBytes = 10_000;

/** Posts a body of JSON, and resolves with the status and the beginning of the answer. Rejects unless the status is 2xx. */
export async function postMessage(
  url: string | URL,
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    // A redirection would take the message, and perhaps its token, to where the person has not sent it.
    redirect: 'manual',
    headers: { 'content-type': 'application/json', 'user-agent': 'Kioku-Studio', ...headers },
    body,
    signal,
  });
  const said = shortened(`${response.status} ${response.statusText} ${await beginningOf(response)}`);
  if (!response.ok) throw new DeliveryError('answered', said);
  return said;
}

async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= mostAnswerBytes) break;
  }
  return Buffer.concat(pieces).toString('utf8');
}
