import { textBits } from '../../../src-engine/losses/perplexity.ts';
import { isMeasured } from '../../../src-engine/tasks/facts.ts';
import type { Recommendation } from '../../contract/recipe-records.ts';
import { reasonSentence } from './describe-recommendation.ts';
import type { TrainingReporter } from './training-reporter.ts';
import { judgedLoss } from './training-reporter.ts';

/** A training tells about this many of its steps, at most twice as many. */
const toldSteps = 200;

/** One JSON object a line, for programs. Steps come by their numbers: all of a short training, every tenth, hundredth… of a longer one, and 1, 2, 5, 10, 20… The first line tells what was chosen for a budget, if anything. */
export function jsonReporter(chosen: Recommendation | null = null): TrainingReporter {
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
    stepsTaken(run, steps) {
      const { id: runId, totalSteps, remainingMs, backend } = run;
      const interval = stepInterval(totalSteps);
      for (const { step, epoch, loss, gradientNorm, learningRate, tokensPerSecond } of steps) {
        if (step % interval !== 0 && !isRound(step)) continue;
        const measured = { loss, gradientNorm, learningRate, tokensPerSecond };
        writeLine({ type: 'step', runId, step, totalSteps, epoch, ...measured, remainingMs, backend });
      }
    },
    epochEnded: (run, epoch) =>
      writeLine({
        type: 'epoch',
        runId: run.id,
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
    progressed: () => undefined,
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
        error: run.error && { code: run.error.code, message: run.error.message },
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

/** Returns every how many steps one is told: 1, 2, 5, 10, 20…, by the length of the whole training alone. */
function stepInterval(totalSteps: number | null): number {
  const least = (totalSteps ?? 0) / toldSteps;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((interval) => interval >= least) ?? power;
}

/** Tells whether a step is one of 1, 2, 5, 10, 20, 50, 100…: a long training shows early how it begins. */
const isRound = (step: number): boolean => /^[125]0*$/.test(String(step));

function recipeFacts({ steps, stepsPerEpoch, seconds, reasons }: Recommendation) {
  return { steps, stepsPerEpoch, seconds, reasons, why: reasons.map(reasonSentence) };
}

function writeLine(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
