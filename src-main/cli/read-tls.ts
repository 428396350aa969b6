import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** A certificate, with those that lead to its authority, and its key, as PEM. Throws an Error in words for a person where they do not go together. */
export async function readTls(certificateFile: string, keyFile: string): Promise<{ certificate: string; key: string }> {
  const [certificate, key] = await Promise.all([readPem(certificateFile), readPem(keyFile)]);
  const first = parse(certificateFile, 'certificate', () => new X509Certificate(certificate));
  const privateKey = parse(keyFile, 'private key without a passphrase', () => createPrivateKey(key));
  if (!first.checkPrivateKey(privateKey))
    throw new Error(`The key ${keyFile} is not that of the certificate ${certificateFile}.`);
  if (Date.parse(first.validTo) < Date.now())
    throw new Error(`The certificate ${certificateFile} ended on ${first.validTo}. Renew it.`);
  return { certificate, key };
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
