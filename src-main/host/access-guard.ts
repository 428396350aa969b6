import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { owner, type Caller } from '../api/caller.ts';
import { fixedToken, type AccessToken } from './access-token.ts';
import type { Entrance } from './entrance.ts';
import type { NamedTokens } from './named-tokens.ts';

/** An address that lets a browser in once is good for this long. */
const ONCE_MS = 60_000;

/** Decides who may talk to the served studio: callers that show a token, as a cookie or as a bearer. */
export class AccessGuard {
  readonly #ownToken: AccessToken;
  readonly #namedTokens: NamedTokens;
  /** Cookies are shared by all ports of a host, so the port is in the name. Browsers take `__Host-` only over TLS. */
  readonly #cookieName: string;
  readonly #isSecure: boolean;
  readonly #once = new Map<AccessToken, NodeJS.Timeout>();

  constructor(ownToken: AccessToken, namedTokens: NamedTokens, { scheme, port }: Pick<Entrance, 'scheme' | 'port'>) {
    this.#ownToken = ownToken;
    this.#namedTokens = namedTokens;
    this.#isSecure = scheme === 'https';
    this.#cookieName = `${this.#isSecure ? '__Host-' : ''}kioku-${port}`;
  }

  /** Returns who has sent this, or null for a stranger. Where a bearer is named, the cookie does not count. */
  callerOf({ headers }: IncomingMessage): Caller | null {
    if (headers.authorization !== undefined) {
      const bearer = /^Bearer +([\w-]+)$/i.exec(headers.authorization)?.[1];
      return bearer === undefined ? null : this.#holderOf(bearer);
    }
    const prefix = `${this.#cookieName}=`;
    for (const cookie of (headers.cookie ?? '').split(';').map((each) => each.trim())) {
      const holder = cookie.startsWith(prefix) ? this.#holderOf(cookie.slice(prefix.length)) : null;
      if (holder !== null) return holder;
    }
    return null;
  }

  /** Returns the cookie for a token that stands in an address, or null when it opens nothing. One that lets in once is used up. */
  cookieFor(offered: string | null): string | null {
    if (offered === null) return null;
    for (const token of this.#once.keys()) {
      if (!token.matches(offered)) continue;
      this.#forget(token);
      return this.#cookie(this.#ownToken.text);
    }
    return this.#holderOf(offered) === null ? null : this.#cookie(offered);
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

  #holderOf(offered: string): Caller | null {
    return this.#ownToken.matches(offered) ? owner : this.#namedTokens.holderOf(offered);
  }

  #cookie(token: string): string {
    return `${this.#cookieName}=${token}; Path=/; HttpOnly; SameSite=Strict${this.#isSecure ? '; Secure' : ''}`;
  }

  #forget(token: AccessToken): void {
    clearTimeout(this.#once.get(token));
    this.#once.delete(token);
  }
}
