import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The source of newer versions of this program. Both are put into its manifest when it is packaged, and checked with all of its archive. */
export interface UpdateSource {
  /** The address of a folder, or null when nobody has named one. */
  feed: string | null;
  /** An Ed25519 key with which lists of versions must be signed; without one no list is believed. */
  publicKey: KeyObject | null;
}

const manifest = z.object({
  updates: z.object({
    feed: z.url({ protocol: /^https$/ }),
    /** DER of the SubjectPublicKeyInfo, in base64. */
    publicKey: z.base64(),
  }),
});

/** Reads what the packager has left there; a run from sources has neither. */
export function readUpdateSource(manifestFile: string): UpdateSource {
  try {
    const { updates } = manifest.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
    const key = Buffer.from(updates.publicKey, 'base64');
    return { feed: updates.feed, publicKey: createPublicKey({ key, format: 'der', type: 'spki' }) };
  } catch {
    return { feed: null, publicKey: null };
  }
}
