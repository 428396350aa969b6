import type { IncomingMessage } from 'node:http';
import type { AccessToken } from './access-token.ts';

/**
 * Who may talk to the served studio. Host is checked against DNS rebinding, Origin against other pages in the same browser, the
 * cookie against everybody else on the machine.
 */
export class AccessGuard {
  readonly #token: AccessToken;
  readonly #hosts: ReadonlySet<string>;
  /** Cookies are shared by all ports of a host, so the port is in the name. */
  readonly #cookieName: string;

  constructor(token: AccessToken, port: number) {
    this.#token = token;
    this.#hosts = new Set(['127.0.0.1', 'localhost'].map((name) => new URL(`http://${name}:${port}`).host));
    this.#cookieName = `kioku-${port}`;
  }

  /** The request was meant for this server, and no foreign page sent it. */
  isOurs({ headers }: IncomingMessage): boolean {
    if (!this.#hosts.has(headers.host ?? '')) return false;
    return headers.origin === undefined || this.#isOwnOrigin(headers.origin);
  }

  /** Browsers always say where a WebSocket is opened from, so that one without Origin is refused. */
  mayUpgrade(request: IncomingMessage): boolean {
    return this.isOurs(request) && request.headers.origin !== undefined && this.hasCookie(request);
  }

  hasCookie({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    const prefix = `${this.#cookieName}=`;
    return cookies.some((cookie) => cookie.startsWith(prefix) && this.#token.matches(cookie.slice(prefix.length)));
  }

  acceptsToken(offered: string | null): boolean {
    return this.#token.matches(offered);
  }

  cookie(): string {
    return `${this.#cookieName}=${this.#token.text}; Path=/; HttpOnly; SameSite=Strict`;
  }

  #isOwnOrigin(origin: string): boolean {
    const { protocol, host } = URL.parse(origin) ?? {};
    return protocol === 'http:' && this.#hosts.has(host ?? '');
  }
}
