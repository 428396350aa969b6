import type { IncomingMessage } from 'node:http';

export interface EntranceOptions {
  /** The way in which this server itself is spoken to. */
  scheme: 'http' | 'https';
  port: number;
  /** Tells whether a browser that calls the server by this name means it. */
  isOwnName: (name: string) => boolean;
  /** The origin that browsers open, where a proxy or a container lies between them and this server. */
  publicUrl: URL | null;
}

/** By which addresses the studio is called. Host is checked against DNS rebinding, Origin against other pages in the same browser. */
export class Entrance {
  readonly #options: EntranceOptions;
  /** The address by which browsers call it. */
  readonly scheme: 'http' | 'https';
  readonly port: number;

  constructor(options: EntranceOptions) {
    this.#options = options;
    const { publicUrl } = options;
    this.scheme = publicUrl === null ? options.scheme : publicUrl.protocol === 'https:' ? 'https' : 'http';
    this.port = publicUrl === null ? options.port : portOf(publicUrl);
  }

  /**
   * Returns the origin that a browser opened for this request, or null when it was meant for another server or another page sent it. What
   * a proxy says of the original request is believed only where there is one.
   */
  originOf({ headers }: IncomingMessage): string | null {
    const { scheme, port, isOwnName, publicUrl } = this.#options;
    const forwarded = publicUrl === null ? undefined : firstOf(headers['x-forwarded-host']);
    const host = forwarded ?? headers.host ?? '';
    const isPublic = publicUrl !== null && namesOf(publicUrl).includes(host);
    const own = parseOrigin(`${scheme}:`, host);
    // A proxy that says nothing of the name by which it was called may call this server by a name of its own.
    const isOwn = forwarded === undefined && own !== null && isOwnName(own.hostname) && portOf(own) === port;
    if (!isPublic && !isOwn) return null;
    const addressed = publicUrl?.origin ?? own?.origin ?? null;
    const { origin } = headers;
    const isOurPage = origin === undefined || origin === addressed || (isOwn && origin === own.origin);
    return isOurPage ? addressed : null;
  }

  /** The address of whoever sent this, as far as it is known. */
  clientOf({ headers, socket }: IncomingMessage): string {
    const forwarded = this.#options.publicUrl === null ? undefined : headers['x-forwarded-for'];
    // The first entries of the list may be made up; the last one is the client that the proxy has seen.
    const last = [forwarded ?? ''].flat().join(',').split(',').at(-1)?.trim();
    return last === undefined || last === '' ? (socket.remoteAddress ?? '') : last;
  }
}

const firstOf = (header: string | string[] | undefined): string | undefined =>
  header === undefined ? undefined : [header].flat().join(',').split(',')[0].trim();

const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80));

/** The usual port may be written out. */
const namesOf = (url: URL): string[] => [url.host, `${url.hostname}:${portOf(url)}`];

/** Returns null for what is not written as a browser writes it: it is something else than a name and a port. */
function parseOrigin(protocol: string, host: string): URL | null {
  const origin = `${protocol}//${host}`;
  const url = URL.parse(origin);
  return url?.origin === origin ? url : null;
}
