import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { readArtifact } from '../../../src-main/exports/artifact.ts';
import { foxText } from '../fox-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost, runIn } from '../temporary-host.ts';
import { exportRun, importModelFile, stageFile, trainTiny } from './export-files.ts';

vi.setConfig({ testTimeout: 180_000 });

const python = ['python3', '/usr/bin/python3'].find((each) => spawnSync(each, ['-c', 'import torch']).status === 0);

/** What train.py prints, as one process of `world`. */
function train(folder: string, rank: number, world: number): Promise<string> {
  const env = {
    ...process.env,
    RANK: String(rank),
    LOCAL_RANK: String(rank),
    WORLD_SIZE: String(world),
    MASTER_ADDR: '127.0.0.1',
    MASTER_PORT: '29641',
    OMP_NUM_THREADS: '1',
  };
  const child = spawn(python ?? '', ['train.py', 'fox.txt', '--epochs', '2', '--out', `out${world}`], {
    cwd: folder,
    env,
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return new Promise((resolve) => child.on('close', () => resolve(printed)));
}

const lossesIn = (printed: string) => [...printed.matchAll(/loss ([\d.]+)/g)].map(([, loss]) => Number(loss));

it('train.py goes on as the studio would, in one process and in two, and what it saves comes back', async ({
  skip,
}) => {
  if (python === undefined) return skip('PyTorch was not found.');
  const host = await openTemporaryHost();
  const run = await trainTiny(host);
  const exported = await exportRun(host, { runId: run.id, format: 'pytorch' });
  expect(exported.certificate).toMatchObject({ verdict: 'passed', runtime: 'PyTorch' });
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const { fileName } = exported;
  for (const file of await readArtifact(join(host.dataDir, 'exports', exported.id, fileName))) {
    writeFileSync(join(folder, file.path), file.bytes);
  }
  writeFileSync(join(folder, 'fox.txt'), foxText);
  expect(spawnSync(python, ['verify.py'], { cwd: folder }).status).toBe(0);

  await host.client.runs.extend({ runId: run.id, epochs: 2 });
  await runIn(host, run.id, 'finished', 'failed');
  const { epochs } = await host.client.runs.metrics({ runId: run.id, afterStep: 0, maxPoints: 10 });
  const expected = epochs
    .slice(3)
    .flatMap(({ trainLoss, validationLoss }, n) => (n === 0 ? [validationLoss] : [trainLoss, validationLoss]));
  const alone = lossesIn(await train(folder, 0, 1));
  const [together] = await Promise.all([train(folder, 0, 2), train(folder, 1, 2)]);
  for (const losses of [alone, lossesIn(together)]) {
    expect(losses).toHaveLength(expected.length);
    losses.forEach((loss, n) => expect(Math.abs(loss - (expected[n] ?? NaN))).toBeLessThan(1e-3));
  }

  const saved = new Uint8Array(readFileSync(join(folder, 'out2', 'model.safetensors')));
  expect(await importModelFile(host, 'again.safetensors', saved)).toMatchObject({ state: 'finished' });
  const importId = await stageFile(host, 'again.safetensors', saved);
  const options = { datasetId: run.datasetId };
  for await (const update of await host.client.modelImports.run({ importId, options })) {
    if (update.type !== 'imported') continue;
    await host.client.runs.extend({ runId: update.run.id, epochs: 1 });
    expect(await runIn(host, update.run.id, 'finished', 'failed')).toMatchObject({ state: 'finished', error: null });
  }
});
