import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UsageError } from '../../../src-main/cli/usage-error.ts';

/** Where newer versions of what is packaged will lie, and the key that their lists are signed with. */
export interface PackagedUpdates {
  feed: string;
  publicKey: KeyObject;
}

/** From `KIOKU_UPDATE_KEY`: a private Ed25519 key as PEM, or the path of a file with one. Null where it is not set. */
export function updateKeyOf({ KIOKU_UPDATE_KEY: key }: NodeJS.ProcessEnv): KeyObject | null {
  return key ? readKey('KIOKU_UPDATE_KEY', key, createPrivateKey) : null;
}

/**
 * From `KIOKU_UPDATE_FEED`, and either `KIOKU_UPDATE_KEY` or, where the private key is kept elsewhere, `KIOKU_UPDATE_PUBLIC_KEY`. Null where
 * no feed is set. Throws `UsageError` where something is wrong or missing: without a key no program would believe the lists.
 */
export function updatesOf(environment: NodeJS.ProcessEnv): PackagedUpdates | null {
  const { KIOKU_UPDATE_FEED: feed, KIOKU_UPDATE_PUBLIC_KEY: given } = environment;
  if (!feed) return null;
  if (!feed.startsWith('https://') || !URL.canParse(feed))
    throw new UsageError('KIOKU_UPDATE_FEED must be the address of a folder, https://….');
  const privateKey = updateKeyOf(environment);
  const publicKey = privateKey === null ? null : createPublicKey(privateKey);
  const named = given ? readKey('KIOKU_UPDATE_PUBLIC_KEY', given, createPublicKey) : null;
  const key = named ?? publicKey;
  if (key === null)
    throw new UsageError('KIOKU_UPDATE_FEED takes KIOKU_UPDATE_KEY, or KIOKU_UPDATE_PUBLIC_KEY: lists must be signed.');
  if (publicKey !== null && !publicKey.equals(key))
    throw new UsageError('KIOKU_UPDATE_KEY and KIOKU_UPDATE_PUBLIC_KEY are not of one pair.');
  return { feed, publicKey: key };
}

function readKey(name: string, given: string, parse: (pem: string) => KeyObject): KeyObject {
  try {
    const key = parse(given.includes('-----BEGIN') ? given : readFileSync(given, 'utf8'));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  throw new UsageError(`${name} must be an Ed25519 key: openssl genpkey -algorithm ed25519.`);
}
