import { join } from 'node:path';
import { createReferenceBackend } from '../../src-engine/backends/reference/reference-backend.ts';
import { storedParameters, writeTensors } from '../../src-engine/checkpoint/stored-tensors.ts';
import { readActivations } from '../../src-engine/insight/activations.ts';
import { createModel } from '../../src-engine/models/create-model.ts';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import type { TokenizerState } from '../../src-engine/spec/tokenizer-spec.ts';
import { createTokenizer } from '../../src-engine/text/create-tokenizer.ts';
import { openReader } from '../../src-main/db/handles/open-connection.ts';
import { tensorContents } from '../../src-main/db/tensor-contents.ts';

/** What the float64 oracle computes from a checkpoint over a text, read from the data folder beside the studio that has it open. */
export async function referenceActivations(
  dataDir: string,
  { runId, checkpointId, text }: { runId: string; checkpointId: string; text: string },
): Promise<Awaited<ReturnType<typeof readActivations>>> {
  const database = openReader(join(dataDir, 'kioku.db'), () => undefined);
  try {
    const row = database
      .prepare<[string, string], { key: number; step: number; model: string; tokenizer: string }>(
        `SELECT c.key, c.step, r.model, a.tokenizer
         FROM checkpoints c JOIN runs r ON r.key = c.run_key JOIN analyses a ON a.key = r.analysis_key
         WHERE r.id = ? AND c.id = ?`,
      )
      .get(runId, checkpointId);
    if (row === undefined) throw new Error('The data folder does not have this checkpoint.');
    const model = createModel(createReferenceBackend(), JSON.parse(row.model) as ModelSpec);
    const tensors = tensorContents(database).load(row.key, row.step, 'parameter/');
    writeTensors(model.backend, tensors, storedParameters(model));
    const tokenizer = createTokenizer(JSON.parse(row.tokenizer) as TokenizerState);
    return await readActivations(model, tokenizer.encode(text));
  } finally {
    database.close();
  }
}
