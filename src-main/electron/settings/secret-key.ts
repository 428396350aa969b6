import { safeStorage } from 'electron';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Returns the key that seals the studio's secrets, in base64. Its file holds it as the system's store has encrypted it, and is made when
 * it is needed first. Null where the system has no store but a password that everybody knows, as on some Linux desktops, and where the
 * file cannot be read or written: it is never replaced, as the store may only be locked.
 */
export function readSecretKey(file: string, warn: (text: string) => void): string | null {
  const isStoreMissing = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (!safeStorage.isEncryptionAvailable() || isStoreMissing) return null;
  try {
    if (existsSync(file)) return safeStorage.decryptString(readFileSync(file));
    const key = randomBytes(32).toString('base64');
    writeFileSync(file, safeStorage.encryptString(key), { mode: 0o600 });
    return key;
  } catch (error) {
    warn(`The key of the studio's secrets cannot be read or written: ${String(error)}`);
    return null;
  }
}
