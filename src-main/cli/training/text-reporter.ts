import { isMeasured } from '../../../src-engine/tasks/facts.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { bestMetricsOf, describeMetric, metricsOf, tellingMetrics } from '../metrics/task-metrics.ts';
import { formatCount, formatDuration, formatLoss, formatPerplexity, formatRate } from '../formats.ts';
import { baselineTable } from '../metrics/baselines.ts';
import { describeOutcome } from '../metrics/describe-outcome.ts';
import { recurrentLayers } from './describe-recommendation.ts';
import { progressLine } from './progress-line.ts';
import { terminalStatus } from './terminal-status.ts';
import type { EpochRecord, TrainingReporter } from './training-reporter.ts';

const PLAIN_INTERVAL_MS = 5000;
/** Some terminals give their width as 0. */
const UNKNOWN_WIDTH = 80;
/** The loss of one batch jumps; what is shown is an exponential mean over some twenty. */
const WEIGHT_OF_NEWEST = 0.05;

/** For a person: a bar that moves in place on a terminal, and a plain line every few seconds where the output goes elsewhere. */
export function textReporter(output: NodeJS.WriteStream): TrainingReporter {
  const status = output.isTTY ? terminalStatus(output) : null;
  let loss: number | null = null;
  let lastLineAt = performance.now();
  let hasNewSteps = false; // since the last plain line
  const print = (line: string) => {
    status?.clear();
    output.write(`${line}\n`);
  };
  return {
    started(run) {
      print(startLine(run));
      if (run.startAt !== null) print(`It begins at ${new Date(run.startAt).toLocaleString()}. Ctrl-C takes it back.`);
    },
    stepsTaken(_, steps) {
      for (const step of steps) loss = loss === null ? step.loss : loss + (step.loss - loss) * WEIGHT_OF_NEWEST;
      hasNewSteps ||= steps.length > 0;
    },
    epochEnded: (run, epoch) => print(epochLine(run, epoch)),
    progressed(run) {
      if (status) return status.show(progressLine(run, loss, output.columns || UNKNOWN_WIDTH));
      if (!hasNewSteps || performance.now() - lastLineAt < PLAIN_INTERVAL_MS) return;
      lastLineAt = performance.now();
      hasNewSteps = false;
      print(progressLine(run, loss, Infinity));
    },
    waiting: (run) => print(waitingLine(run)),
    moved: (run) => print(`The studio that trained it has ended. It goes on from step ${formatCount(run.step)}.`),
    stopping: () => print('Stopping: the last checkpoint is being written. Ctrl-C again ends at once, without it.'),
    diverged: (run) => print(`${describeOutcome(run)}. It had trained for ${formatDuration(run.elapsedMs)}.`),
    ended(run, _, baselines) {
      print(endLine(run));
      const table = baselineTable(run, baselines);
      if (table !== null) print(table);
    },
  };
}

function startLine(run: RunRecord): string {
  const layers = recurrentLayers(run.model);
  const model = run.presetId ?? (layers === '' ? 'own model' : layers);
  const from = run.step > 0 ? `, going on from step ${formatCount(run.step)}` : '';
  return `Run ${run.id}: ${model}, ${formatCount(run.parameterCount)} parameters, on ${run.datasetName}${from}`;
}

function waitingLine({ state }: RunRecord): string {
  return state === 'queued'
    ? 'queued: the engine is busy with another run. This one begins when its turn comes; Ctrl-C gives it up.'
    : 'paused: it goes on when it is resumed in the studio. Ctrl-C stops it.';
}

function epochLine(run: RunRecord, epoch: EpochRecord): string {
  return [
    `epoch ${String(epoch.epoch).padStart(String(run.train.epochs).length)}/${run.train.epochs}`,
    `training loss ${formatLoss(epoch.trainLoss)}`,
    `validation loss ${formatLoss(epoch.validationLoss)}`,
    quality(run, epoch),
    `${formatRate(epoch.tokensPerSecond)} tokens/s`,
    formatDuration(epoch.elapsedMs),
  ].join('  ');
}

function quality(run: RunRecord, epoch: EpochRecord): string {
  const told = tellingMetrics(run.model.task);
  return metricsOf(run, epoch)
    .filter(({ metric }) => told.includes(metric.name))
    .flatMap((each) => describeMetric(each) ?? [])
    .join('  ');
}

function endLine(run: RunRecord): string {
  const { bestValidationLoss: loss, bestEpoch } = run;
  const tellsPerplexity = isMeasured(run.model.task, 'perplexity');
  const perplexity = tellsPerplexity ? ` (perplexity ${formatPerplexity(loss)})` : '';
  const best = loss === null ? '' : ` Best validation loss ${formatLoss(loss)}${perplexity}.`;
  const isEarly = run.outcome?.kind === 'stopped-early';
  const how = run.state === 'stopped' ? 'Stopped' : isEarly ? 'Stopped early' : 'Finished';
  const scores = bestMetricsOf(run)
    .filter(({ metric }) => metric.from === 'scores')
    .flatMap((each) => describeMetric(each) ?? []);
  const measured = scores.length === 0 ? '' : `\nAt epoch ${bestEpoch ?? run.epoch}: ${scores.join(', ')}.`;
  return `${how} at step ${formatCount(run.step)} after ${formatDuration(run.elapsedMs)}.${best}${measured}`;
}
