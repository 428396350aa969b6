import { plainSampling } from '../../../src-engine/spec/generation-spec.ts';
import type { StudioClient } from '../../contract/contract.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import type { CheckpointRecord } from '../../contract/runs/checkpoint-records.ts';
import { formatPerplexity } from '../formats.ts';

const LENGTH = 160;
const SAMPLING = { ...plainSampling, temperature: 0.7 };

/** Prints how the same prompt goes on by the first, the middle and the last checkpoint of a run. */
export async function continueFromCheckpoints(client: StudioClient, run: RunRecord, prompt: string): Promise<void> {
  const checkpoints = await client.runs.checkpoints({ runId: run.id });
  for (const checkpoint of firstMiddleLast(checkpoints.toSorted((a, b) => a.step - b.step))) {
    const perplexity = formatPerplexity(checkpoint.validationLoss);
    process.stdout.write(`\nAfter epoch ${checkpoint.epoch}, validation perplexity ${perplexity}:\n${prompt}`);
    const stream = await client.playground.generate({
      runId: run.id,
      checkpointId: checkpoint.id,
      prompt,
      length: LENGTH,
      sampling: SAMPLING,
    });
    for await (const update of stream) {
      if (update.type === 'tokens') process.stdout.write(update.tokens.map(({ text }) => text).join(''));
    }
    process.stdout.write('\n');
  }
}

function firstMiddleLast(checkpoints: readonly CheckpointRecord[]): CheckpointRecord[] {
  const last = checkpoints.length - 1;
  return [...new Set([0, Math.floor(last / 2), last])].flatMap((index) => checkpoints.slice(index, index + 1));
}
