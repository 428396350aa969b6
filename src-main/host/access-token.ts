import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The token that lets its holder use the studio: it opens the door once and is a cookie from then on. */
export interface AccessToken {
  readonly text: string;
  /** Takes the same time whatever is offered. */
  matches(offered: string | null | undefined): boolean;
}

/** The data folder's token, which only the folder's owner can read. It stays the same, so that bookmarks and open pages go on. */
export function openAccessToken(dataDir: string): AccessToken {
  return fixedToken(readOrCreate(join(dataDir, 'serve-token')));
}

export function fixedToken(text: string): AccessToken {
  const digest = sha256(text);
  return { text, matches: (offered) => typeof offered === 'string' && timingSafeEqual(sha256(offered), digest) };
}

function readOrCreate(file: string): string {
  const known = readToken(file);
  if (known !== null) {
    chmodSync(file, 0o600);
    return known;
  }
  const text = randomBytes(32).toString('base64url');
  // A new file, never one that lies there with other people's permissions, nor where a link leads.
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  return text;
}

/** null where there is none, or something that is no token of ours. */
function readToken(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return /^[\w-]{43}$/.test(text) ? text : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
