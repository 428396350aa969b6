import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';

/** Whether certificates can be made here. */
export const canMakeCertificates = spawnSync('openssl', ['version']).status === 0;
if (!canMakeCertificates)
  console.log('Skipped: serving with a certificate. There is no openssl here to make one with.');

/** Files of a certificate that signs itself, for these names (`DNS:…`, `IP:…`) and days, and of its key. */
export function makeCertificate(names: string, days = 1): { certificate: string; key: string } {
  const folder = temporaryFolder();
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-subj', '/CN=studio', '-addext', `subjectAltName=${names}`],
    ...['-days', String(days), '-keyout', key, '-out', certificate],
  ]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  return { certificate, key };
}
