import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '../api/caller.ts';
import { tokenRecord, type AddedToken, type Scope, type TokenRecord } from '../contract/access-records.ts';
import { StudioError } from '../contract/errors.ts';

/** The log's name for the holder of the token that `kioku serve` prints. */
const reservedName = 'owner';

/**
 * The tokens that were given to others, each a file named after its SHA-256: what is stored opens nothing. A folder and not a table, so
 * that they are added and taken back while a studio runs, by whoever can write in the data folder, and count from that moment on.
 */
export class NamedTokens {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'access-tokens');
  }

  /** Returns the token, which is not kept. Throws where the name is taken or invalid. */
  add(name: string, scope: Scope): AddedToken {
    if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(name))
      throw new StudioError(
        'token-refused',
        `“${name}” is no name for a token: it takes up to 64 letters, digits, dots, dashes and underscores.`,
        { reason: 'name', name },
      );
    if (name === reservedName || this.list().some((known) => known.name === name))
      throw new StudioError(
        'token-refused',
        `There is a token called “${name}” already. Choose another name, or revoke that one first.`,
        { reason: 'taken', name },
      );
    const token = randomBytes(32).toString('base64url');
    const record: TokenRecord = { name, scope, createdAt: Date.now() };
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeFileSync(this.#fileOf(token), JSON.stringify(record), { mode: 0o600, flag: 'wx' });
    return { ...record, token };
  }

  /** In the order in which they were added. */
  list(): TokenRecord[] {
    return this.#records()
      .map(({ record }) => record)
      .toSorted((a, b) => a.createdAt - b.createdAt);
  }

  /** Returns whether there was a token of this name. */
  revoke(name: string): boolean {
    const found = this.#records().filter(({ record }) => record.name === name);
    for (const { file } of found) rmSync(file, { force: true });
    return found.length > 0;
  }

  /** Returns the holder of this token, or null when there is no such token. The holder's scope is null as soon as the token is revoked. */
  holderOf(token: string): Caller | null {
    const file = this.#fileOf(token);
    const record = readRecord(file);
    if (record === null) return null;
    return {
      name: record.name,
      get scope() {
        return existsSync(file) ? record.scope : null;
      },
    };
  }

  #fileOf(token: string): string {
    return join(this.#folder, `${createHash('sha256').update(token).digest('hex')}.json`);
  }

  #records(): { file: string; record: TokenRecord }[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder).flatMap((name) => {
      const file = join(this.#folder, name);
      const record = readRecord(file);
      return record === null ? [] : [{ file, record }];
    });
  }
}

/** Returns null where there is no file, or one that is no token's. */
function readRecord(file: string): TokenRecord | null {
  try {
    return tokenRecord.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
