import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keeps secrets from those who read their files. */
export interface SecretBox {
  /** Returns the sealed text, or null where secrets are kept as they are, in files that only their owner can read. */
  seal(secret: string): Promise<string | null>;
  /** Rejects with SealedSecretError where this process does not have the key. */
  open(sealed: string): Promise<string>;
}

/** The secret was sealed by another program of the person, which alone has the key. */
export class SealedSecretError extends Error {}

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals with a key of 32 bytes (AES-256-GCM; nonce, tag and cipher text, in base64). Without a key nothing is sealed: the desktop
 * program has one in the system's store, which it asks for when it is needed; a server and a command line have none.
 */
export function createSecretBox(readKey: () => Promise<Uint8Array | null>): SecretBox {
  return {
    async seal(secret) {
      const key = await readKey();
      if (key === null) return null;
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    async open(sealed) {
      const key = await readKey();
      if (key === null) throw new SealedSecretError('The secret was sealed by the desktop program.');
      const bytes = Buffer.from(sealed, 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch (error) {
        throw new SealedSecretError('The secret was sealed with another key.', { cause: error });
      }
    },
  };
}
