import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { fixedToken, type AccessToken } from './access-token.ts';

export interface Entrance {
  scheme: 'http' | 'https';
  port: number;
  /** Whether a browser that calls the server by this name means it. */
  isOwnName: (name: string) => boolean;
}

/** An address that lets a browser in once is good for this long. */
const ONCE_MS = 60_000;

/**
 * Who may talk to the served studio. Host is checked against DNS rebinding, Origin against other pages in the same browser, the
 * cookie against everybody else on the machine or in the network.
 */
export class AccessGuard {
  readonly #token: AccessToken;
  readonly #entrance: Entrance;
  /** Cookies are shared by all ports of a host, so the port is in the name. Browsers take `__Host-` only over TLS. */
  readonly #cookieName: string;
  readonly #once = new Map<AccessToken, NodeJS.Timeout>();

  constructor(token: AccessToken, entrance: Entrance) {
    this.#token = token;
    this.#entrance = entrance;
    this.#cookieName = `${entrance.scheme === 'https' ? '__Host-' : ''}kioku-${entrance.port}`;
  }

  get scheme(): Entrance['scheme'] {
    return this.#entrance.scheme;
  }

  /** The request was meant for this server, and no foreign page sent it. */
  isOurs({ headers }: IncomingMessage): boolean {
    const { scheme, port, isOwnName } = this.#entrance;
    const origin = `${scheme}://${headers.host ?? ''}`;
    const url = URL.parse(origin);
    // What is not written as a browser writes it is something else than a name and a port.
    if (url?.origin !== origin || !isOwnName(url.hostname)) return false;
    if (Number(url.port || (scheme === 'https' ? 443 : 80)) !== port) return false;
    return headers.origin === undefined || headers.origin === origin;
  }

  hasCookie({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    const prefix = `${this.#cookieName}=`;
    return cookies.some((cookie) => cookie.startsWith(prefix) && this.#token.matches(cookie.slice(prefix.length)));
  }

  /** The token, or one of those that let in once. */
  accepts(offered: string | null): boolean {
    for (const token of this.#once.keys()) if (token.matches(offered)) return this.#forget(token);
    return this.#token.matches(offered);
  }

  /**
   * A token for one use within a minute: for an address that is handed to another program, whose arguments every user of the machine
   * can read.
   */
  tokenForOnce(): string {
    const token = fixedToken(randomBytes(32).toString('base64url'));
    this.#once.set(token, setTimeout(() => this.#forget(token), ONCE_MS).unref());
    return token.text;
  }

  cookie(): string {
    const secure = this.#entrance.scheme === 'https' ? '; Secure' : '';
    return `${this.#cookieName}=${this.#token.text}; Path=/; HttpOnly; SameSite=Strict${secure}`;
  }

  #forget(token: AccessToken): true {
    clearTimeout(this.#once.get(token));
    this.#once.delete(token);
    return true;
  }
}
