import { textBits } from '../../../src-engine/losses/perplexity.ts';
import { isMeasured } from '../../../src-engine/tasks/facts.ts';
import type { Recommendation } from '../../contract/recipe-records.ts';
import { reasonSentence } from './describe-recommendation.ts';
import type { TrainingReporter } from './training-reporter.ts';
import { judgedLoss } from './training-reporter.ts';

const STEP_INTERVAL_MS = 500;

/** One JSON object a line, for programs. Step lines come at most twice a second. The first one tells what was chosen for a budget, if anything. */
export function jsonReporter(chosen: Recommendation | null = null): TrainingReporter {
  let lastStepAt = -Infinity;
  return {
    started: (run) =>
      writeLine({
        type: 'start',
        runId: run.id,
        name: run.name,
        dataset: run.datasetName,
        preset: run.presetId,
        parameterCount: run.parameterCount,
        epochs: run.train.epochs,
        seed: run.train.seed,
        step: run.step,
        startAt: run.startAt,
        train: run.train,
        recipe: chosen && recipeFacts(chosen),
      }),
    progressed(run, steps) {
      const step = steps.at(-1);
      const now = performance.now();
      if (!step || now - lastStepAt < STEP_INTERVAL_MS) return;
      lastStepAt = now;
      const { loss, gradientNorm, learningRate, tokensPerSecond } = step;
      const { totalSteps, remainingMs, backend } = run;
      writeLine({
        type: 'step',
        step: step.step,
        totalSteps,
        epoch: step.epoch,
        loss,
        gradientNorm,
        learningRate,
        tokensPerSecond,
        remainingMs,
        backend,
      });
    },
    epochEnded: (run, epoch) =>
      writeLine({
        type: 'epoch',
        epoch: epoch.epoch,
        step: epoch.step,
        trainLoss: epoch.trainLoss,
        validationLoss: epoch.validationLoss,
        validationAccuracy: epoch.validationAccuracy,
        scores: epoch.validationScores,
        perplexity: isMeasured(run.model.task, 'perplexity') ? Math.exp(judgedLoss(epoch)) : null,
        bits: run.unitsPerToken && textBits(judgedLoss(epoch), 1, run.unitsPerToken),
        tokensPerSecond: epoch.tokensPerSecond,
      }),
    waiting: (run) => writeLine({ type: run.state, runId: run.id, step: run.step }),
    moved: (run) => writeLine({ type: 'moved', runId: run.id, step: run.step }),
    stopping: () => writeLine({ type: 'stopping' }),
    diverged: (run, checkpointId) =>
      writeLine({
        type: 'diverged',
        runId: run.id,
        checkpointId,
        step: run.step,
        bestValidationLoss: run.bestValidationLoss,
        message: run.error?.message ?? null,
        outcome: run.outcome,
      }),
    ended: (run, checkpointId, baselines) =>
      writeLine({
        type: run.state === 'stopped' ? 'stopped' : 'done',
        runId: run.id,
        checkpointId,
        step: run.step,
        bestValidationLoss: run.bestValidationLoss,
        bestScores: run.bestScores,
        outcome: run.outcome,
        verdict: run.verdict,
        baselines: baselines.length === 0 ? null : baselines,
      }),
  };
}

function recipeFacts({ steps, stepsPerEpoch, seconds, reasons }: Recommendation) {
  return { steps, stepsPerEpoch, seconds, reasons, why: reasons.map(reasonSentence) };
}

function writeLine(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
