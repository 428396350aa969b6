import Database from 'better-sqlite3';
import { join } from 'node:path';
import { createReferenceBackend } from '../../src-engine/backends/reference/reference-backend.ts';
import { storedParameters, writeTensors } from '../../src-engine/checkpoint/stored-tensors.ts';
import { readActivations } from '../../src-engine/insight/activations.ts';
import { createModel } from '../../src-engine/models/create-model.ts';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import { createTokenizer } from '../../src-engine/text/create-tokenizer.ts';
import { analysisTable } from '../../src-main/db/analysis-table.ts';
import { checkpointTable } from '../../src-main/db/checkpoint-table.ts';
import { runTable } from '../../src-main/db/run-table.ts';
import { tensorTable } from '../../src-main/db/tensor-table.ts';

/** What the float64 oracle computes from a checkpoint over a text, read from the data folder beside the studio that has it open. */
export async function referenceActivations(
  dataDir: string,
  { runId, checkpointId, text }: { runId: string; checkpointId: string; text: string },
): Promise<Awaited<ReturnType<typeof readActivations>>> {
  const database = new Database(join(dataDir, 'kioku.db'), { readonly: true });
  try {
    const run = runTable(database).get(runId);
    const checkpoints = checkpointTable(database, tensorTable(database));
    const row = run && checkpoints.get(run.key, checkpointId);
    const tokenizer = run && analysisTable(database).get(run.analysis_key)?.tokenizer;
    if (!row || !tokenizer) throw new Error('The data folder does not have this checkpoint.');
    const model = createModel(createReferenceBackend(), JSON.parse(run.model) as ModelSpec);
    writeTensors(model.backend, checkpoints.load(row, 'parameter/').tensors, storedParameters(model));
    return await readActivations(model, createTokenizer(tokenizer).encode(text));
  } finally {
    database.close();
  }
}
