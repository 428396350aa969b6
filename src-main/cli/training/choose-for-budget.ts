import { settledReasons } from '../../../src-engine/recipes/settled-reasons.ts';
import type { Budget } from '../../../src-engine/spec/recipe-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { StudioClient } from '../../contract/contract.ts';
import type { Recommendation, RecommendInput } from '../../contract/recipe-records.ts';
import type { StartRun } from '../../contract/runs/start-records.ts';
import type { DecidedTraining } from '../../contract/training-files/training-file.ts';
import { settled } from './files/decided-training.ts';

interface WantedRun {
  budget: Budget;
  datasetId: string;
  tokenizer: TokenizerSpec | null;
  presetId: string | null;
  model: RecommendInput['model'];
  decided: DecidedTraining;
}

/**
 * Chooses settings for the budget where a person has not decided them. The settings that a person has decided replace
 * the chosen ones in the training and in the reasons.
 */
export async function chooseForBudget(
  client: StudioClient,
  { budget, datasetId, tokenizer, presetId, model, decided }: WantedRun,
): Promise<Recommendation> {
  const { epochs, maxSteps, batchSize, sequenceLength, backend, validationFraction, seed } = decided;
  const recommendation = await client.runs.recommend({
    datasetId,
    budget,
    ...(tokenizer !== null && { tokenizer }),
    presetId,
    model,
    train: { epochs, maxSteps, batchSize, sequenceLength, backend, validationFraction, seed },
  });
  const { training: chosen, steps } = recommendation;
  const training: TrainSpec = { ...chosen, ...settled(chosen, decided) };
  const reasons = settledReasons(recommendation.reasons, { chosen, settled: training, steps });
  return { ...recommendation, training, reasons };
}

/** The network with which a run starts: the chosen one, or what was named. */
export function modelOfRun(
  chosen: Recommendation | null,
  presetId: string | null,
  own: RecommendInput['model'],
): Partial<Pick<StartRun, 'presetId' | 'model'>> {
  if (own !== null) return { model: own };
  if (chosen === null || chosen.presetId !== null) return { presetId: chosen?.presetId ?? presetId };
  return { model: chosen.model };
}
