import type { AppUpdater } from 'electron-updater';
import { GenericProvider } from 'electron-updater/out/providers/GenericProvider.js';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import { verify, type KeyObject } from 'node:crypto';

/** The list of versions is not signed by those who made this program. */
class UnsignedListError extends Error {
  constructor() {
    super('The list of versions is not signed by the makers of this program. Nothing was downloaded.');
    this.name = 'UnsignedListError';
  }
}

/**
 * A folder of the web whose lists of versions (`latest*.yml`) count only with a signature (`latest*.yml.sig`) by this key. A list names its
 * files by their SHA-512, with which they are compared after the download: so the signature is one of the files too.
 */
export function signedFeed(url: string, publicKey: KeyObject) {
  class SignedProvider extends GenericProvider {
    constructor(_options: unknown, updater: AppUpdater, runtimeOptions: ProviderRuntimeOptions) {
      super({ provider: 'generic', url }, updater, { ...runtimeOptions, isUseMultipleRangeRequest: false });
    }

    protected override async httpRequest(address: URL): Promise<string | null> {
      const list = await super.httpRequest(address);
      const signature = await super.httpRequest(signatureOf(address)).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      if (list === null || signature === null || !isSigned(list, signature, publicKey)) throw new UnsignedListError();
      return list;
    }
  }
  return { provider: 'custom' as const, updateProvider: SignedProvider };
}

function signatureOf(address: URL): URL {
  const signature = new URL(address);
  signature.pathname += '.sig';
  return signature;
}

function isSigned(list: string, signature: string, publicKey: KeyObject): boolean {
  return verify(null, Buffer.from(list), publicKey, Buffer.from(signature.trim(), 'base64'));
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'statusCode' in error && error.statusCode === 404;
