import { textBits } from '../../../src-engine/losses/perplexity.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { TextUnits } from '../../../src-engine/spec/engine-protocol.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { StudioError } from '../../contract/errors.ts';
import type { EvaluationOf } from '../../contract/evaluation-records.ts';
import type { RunView } from '../../db/run-table.ts';
import type { InspectedNetworks } from '../networks/inspected-networks.ts';

/** Measures how well a language model predicts texts. Throws `text-too-short` where there is nothing to predict. */
export async function evaluateText(
  networks: InspectedNetworks,
  run: RunView,
  { content, checkpointId }: { content: Extract<DatasetContent, { kind: 'text' }>; checkpointId: string | null },
  signal: AbortSignal | undefined,
): Promise<Omit<EvaluationOf<'text'>, 'kind' | 'leftOut'>> {
  const { documents } = content;
  const lengths = await networks.countTokens(run, content);
  // Every token of a document but its first is predicted, and its first and its end where documents have boundaries.
  const ends = networks.hasBoundary(run) ? 1 : -1;
  const n = lengths.reduce((sum, length) => sum + (length === 0 ? 0 : length + ends), 0);
  if (n === 0) {
    const tokens = lengths.reduce((sum, length) => sum + length, 0);
    const message = `The text is too short: of its ${tokens} tokens there is none to predict. Choose a longer one.`;
    throw new StudioError('text-too-short', message, {
      ...{ reason: 'no-prediction', documents: documents.length, tokens },
    });
  }
  // All of it validates. What a training would learn from has to be there, but is not looked at.
  const whole = { ...content, documents: [...documents, ...documents, ...documents], heldBack: documents.length };
  const train: TrainSpec = { ...(JSON.parse(run.train) as TrainSpec), batchSize: 1, batching: 3 };
  const { step, evaluation } = await networks.evaluate(run, checkpointId, { content: whole, train }, signal);
  const units = run.units_per_token === null ? null : (JSON.parse(run.units_per_token) as TextUnits);
  const { loss, accuracy } = evaluation;
  return {
    step,
    n,
    loss,
    perplexity: Math.exp(loss),
    bitsPerCharacter: units === null ? null : textBits(loss, 1, units).perCharacter,
    accuracy: accuracy ?? 0,
  };
}
