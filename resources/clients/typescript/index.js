import { operations } from './operations.js';

/** An answer of the studio that is an error. */
export class KiokuError extends Error {
  constructor(status, { message, type = 'server_error', param = null, code = null }) {
    super(message);
    this.name = 'KiokuError';
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
  }
}

/** The HTTP API of a Kioku Studio. Each operation is a method that takes one object. */
export class Kioku {
  #origin;
  #token;
  #fetch;

  constructor({ baseURL = 'http://127.0.0.1:5860', token, fetch = globalThis.fetch }) {
    this.#origin = baseURL.replace(/\/+(v1\/*)?$/, '');
    this.#token = token;
    this.#fetch = fetch;
    for (const [name, operation] of Object.entries(operations))
      this[name] = async (input = {}, options = {}) => (await this.#ask(operation, input, options)).json();
  }

  /** Yields the parts of a completion as they are written. Leaving the loop ends the writing. */
  async *streamCompletion(input, { signal } = {}) {
    const leaving = new AbortController();
    const signals = signal === undefined ? [leaving.signal] : [leaving.signal, signal];
    const options = { signal: AbortSignal.any(signals) };
    const response = await this.#ask(operations.complete, { ...input, stream: true }, options);
    try {
      for await (const data of eventsOf(response.body)) {
        if (data === '[DONE]') return;
        const part = JSON.parse(data);
        if (part.error !== undefined) throw new KiokuError(response.status, part.error);
        yield part;
      }
    } finally {
      leaving.abort();
    }
  }

  /** Resolves with the metrics of the studio in Prometheus' text format. */
  async metrics(options = {}) {
    return (await this.#ask({ method: 'GET', path: '/metrics' }, {}, options)).text();
  }

  async #ask({ method, path }, input, { signal }) {
    const fields = { ...input };
    const address = path.replace(/\{(\w+)\}/g, (_, name) => {
      const value = fields[name];
      delete fields[name];
      return encodeURIComponent(value);
    });
    const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
    const query = method === 'GET' && given.length > 0 ? `?${new URLSearchParams(given)}` : '';
    const response = await this.#fetch(this.#origin + address + query, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify(fields) }),
      signal,
    });
    if (response.ok) return response;
    const told = await response.json().catch(() => ({}));
    throw new KiokuError(response.status, told.error ?? { message: `The studio answered ${response.status}.` });
  }
}

/** Yields the data of server-sent events. */
async function* eventsOf(body) {
  let text = '';
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    text += piece;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) yield event.replace(/^data: /, '');
  }
}
