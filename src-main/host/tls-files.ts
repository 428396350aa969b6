import { createPrivateKey, X509Certificate } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Paths of PEM files. */
export interface TlsFiles {
  /** The certificate, with those that lead to its authority. */
  certificate: string;
  key: string;
}

/** The content of such files, as PEM. */
export type TlsTexts = TlsFiles;

const checkEveryMs = 1000;

/** Reads a certificate and its key. Throws an Error in words for a person where they do not go together. */
export async function readTls(files: TlsFiles): Promise<TlsTexts> {
  const [certificate, key] = await Promise.all([readPem(files.certificate), readPem(files.key)]);
  const first = parse(files.certificate, 'certificate', () => new X509Certificate(certificate));
  const privateKey = parse(files.key, 'private key without a passphrase', () => createPrivateKey(key));
  if (!first.checkPrivateKey(privateKey))
    throw new Error(`The key ${files.key} is not that of the certificate ${files.certificate}.`);
  if (Date.parse(first.validTo) < Date.now())
    throw new Error(`The certificate ${files.certificate} ended on ${first.validTo}. Renew it.`);
  return { certificate, key };
}

/**
 * Reads the files again whenever one of them has changed, also behind a link and whatever replaces them. While only one of the two is new
 * they do not go together, which `onRefused` is told; the other one's change brings the next attempt. Gives a function that stops.
 */
export function followTls(
  files: TlsFiles,
  { onRenewed, onRefused }: { onRenewed: (texts: TlsTexts) => void; onRefused: (error: unknown) => void },
): () => void {
  const readAgain = () => void readTls(files).then(onRenewed).catch(onRefused);
  const paths = Object.values(files);
  for (const path of paths) watchFile(path, { interval: checkEveryMs, persistent: false }, readAgain);
  return () => {
    for (const path of paths) unwatchFile(path, readAgain);
  };
}

async function readPem(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${error.message}`);
  });
}

function parse<T>(file: string, kind: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${file} is no ${kind} in PEM form.`, { cause: error });
  }
}
