import { createClassScorer } from '../../../src-engine/metrics/class-scorer.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import type { Evaluation } from '../../../src-engine/spec/engine-protocol.ts';
import type { BatchSource } from '../../../src-engine/training/batch-source.ts';
import { evaluate } from '../../../src-engine/training/evaluate.ts';
import { createPassSet } from '../../../src-engine/training/pass-set.ts';
import { uninterrupted } from './small-run.ts';

/** Evaluates a classifier on a whole source, with buffers of its own that it gives back. */
export async function evaluateSource(
  model: Model,
  source: BatchSource,
  {
    classWeights = null,
    signal = uninterrupted.signal,
  }: { classWeights?: number[] | null; signal?: { aborted: boolean } },
): Promise<Evaluation | null> {
  const passes = createPassSet(model, source, { training: false, classWeights });
  const metrics = model.backend.tensor([3]);
  const evaluation = await evaluate(model.backend, source, passes, metrics, createClassScorer, {
    ...uninterrupted,
    signal,
  });
  model.backend.release(metrics);
  for (const pass of passes.passes) pass.dispose();
  return evaluation;
}
