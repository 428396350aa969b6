import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRecord } from '../../../../../src-main/contract/runs/run-records.ts';
import { spawnEngineChild } from '../../../../../src-main/engine-process/spawn-engine-child.ts';
import { createHost } from '../../../../../src-main/host/create-host.ts';
import type { Host } from '../../../../../src-main/host/host.ts';
import type { BenchData } from '../data/bench-data.ts';
import type { RunSettings, Training } from './bench-run.ts';

/** A training that the host has imported data for. */
export interface PreparedTraining {
  datasetId: string;
  data: BenchData;
  settings: RunSettings;
}

/** A studio on a data folder of its own, which is deleted with it. */
export class BenchHost {
  readonly folder: string;
  readonly host: Host;

  private constructor(folder: string, host: Host) {
    this.folder = folder;
    this.host = host;
  }

  static async open(): Promise<BenchHost> {
    const folder = mkdtempSync(join(tmpdir(), 'kioku-doctor-bench-'));
    const host = await createHost({
      dataDir: join(folder, 'studio'),
      spawnEngine: spawnEngineChild,
      role: 'command',
      version: '0.0.0',
      log(level, message, error) {
        if (level === 'error') process.stderr.write(`${message} ${String(error)}\n`);
      },
    });
    return new BenchHost(folder, host);
  }

  /** Imports the data, and the word vectors if there are any. */
  async prepare({ data, settings, vectors }: Training): Promise<PreparedTraining> {
    const { client } = this.host;
    const { file } = data;
    const dataset =
      'sampleId' in file
        ? await client.datasets.importSample(file)
        : await client.datasets.import({
            name: file.name,
            file: new Blob([file.text]),
            options: { content: file.content },
          });
    const prepared = { datasetId: dataset.id, data, settings };
    if (vectors === undefined) return prepared;
    const path = join(this.folder, 'vectors.txt');
    writeFileSync(path, vectors);
    const importId = this.host.stageFiles('vectors.txt', [
      { path: 'vectors.txt', bytes: statSync(path).size, file: path },
    ]);
    return { ...prepared, settings: { ...settings, vectors: { importId, trainable: false, keepFile: true } } };
  }

  /** Trains a run until it is over, however it ends. */
  async train({ datasetId, data: { tokenizer }, settings }: PreparedTraining): Promise<RunRecord> {
    const { id } = await this.host.client.runs.start({ datasetId, tokenizer, ...settings });
    return this.untilOver(id);
  }

  async untilOver(runId: string): Promise<RunRecord> {
    for await (const { run } of await this.host.client.runs.watch({ runId })) if (run.outcome !== null) return run;
    throw new Error('The run was deleted.');
  }

  async close(): Promise<void> {
    await this.host.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
