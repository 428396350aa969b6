import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import { foxText } from '../fox-text.ts';
import { canMakeCertificates, makeCertificate } from '../host/make-certificate.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { endRunning, jsonLines, kioku, startKioku } from './spawn-cli.ts';

afterEach(endRunning);

test.each([
  [['--host', '0.0.0.0'], /^--host 0\.0\.0\.0 lets the network in: add --tls-cert and --tls-key, or --insecure-lan/],
  [['--host', '::'], /^--host :: lets the network in/],
  [['--tls-cert', 'certificate.pem'], /^--tls-cert and --tls-key go together\./],
])('%s is wrong use', async (options, words) => {
  const { code, stderr } = await kioku('serve', '--no-open', '--data-dir', temporaryFolder(), ...options);
  expect(stderr).toMatch(words);
  expect(code).toBe(2);
});

test.runIf(canMakeCertificates)('a certificate and a key that do not fit are told', async () => {
  const [one, other] = [makeCertificate('DNS:studio.lab'), makeCertificate('DNS:studio.lab')];
  const noPem = join(temporaryFolder(), 'no.pem');
  writeFileSync(noPem, 'no certificate');
  for (const [certificate, key, words] of [
    [one.certificate, other.key, /^The key \S+ is not that of the certificate/],
    [noPem, one.key, /^\S+no\.pem is no certificate in PEM form\.\n$/],
    [one.certificate, `${one.key}.gone`, /^There is no file \S+gone\.\n$/],
  ] as const) {
    const options = ['--host', '0.0.0.0', '--tls-cert', certificate, '--tls-key', key];
    const { code, stderr } = await kioku('serve', '--no-open', '--data-dir', temporaryFolder(), ...options);
    expect(stderr).toMatch(words);
    expect(code).toBe(1);
  }
});

test.each(['SIGTERM', 'SIGHUP'] as const)('on %s a training writes a checkpoint of its last step', async (signal) => {
  const dataDir = temporaryFolder();
  const served = startKioku(['serve', '--port', '0', '--no-open', '--json', '--data-dir', dataDir]);
  const { url } = jsonLines(await served.line((line) => line.includes('listening')))[0] as { url: string };
  const entrance = await fetch(url, { redirect: 'manual' });
  const [cookie = ''] = (entrance.headers.get('set-cookie') ?? '').split(';');
  const { host, origin } = new URL(url);
  const socket = new WebSocket(`ws://${host}/api`, { headers: { cookie, origin } });
  await once(socket, 'open');
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  const client = createORPCClient<StudioClient>(link);
  const { id: datasetId } = await client.datasets.import({ name: 'fox.txt', file: new Blob([foxText]) });
  const train = { batchSize: 10, sequenceLength: 10, epochs: 1000 };
  const { id: runId } = await client.runs.start({ datasetId, presetId: 'char-rnn-s', train });
  for await (const { run } of await client.runs.watch({ runId })) if (run.step >= 5) break;

  served.process.kill(signal);
  expect(await served.result).toMatchObject({ code: 0, stderr: '' });
  const reopened = await openTemporaryHost({ dataDir });
  const run = await reopened.client.runs.get({ runId });
  const checkpoints = await reopened.client.runs.checkpoints({ runId });
  expect(run.state).toBe('paused');
  expect(run.step).toBeGreaterThanOrEqual(5);
  expect(checkpoints.at(-1)?.step).toBe(run.step);
});
