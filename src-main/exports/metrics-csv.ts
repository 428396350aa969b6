import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { EpochMetrics, StepMetrics } from '../../src-engine/spec/engine-protocol.ts';
import type { Task } from '../../src-engine/spec/model-spec.ts';
import { taskFacts } from '../../src-engine/tasks/facts.ts';
import type { MetricName } from '../../src-engine/tasks/facts.ts';
import type { Store } from '../db/open-store.ts';

const rowsAtOnce = 2000;

const columns = [
  'step',
  'epoch',
  'loss',
  'perplexity',
  'gradient_norm',
  'learning_rate',
  'tokens_per_second',
  'elapsed_ms',
  'epoch_train_loss',
  'validation_loss',
  'validation_accuracy',
] as const;

export interface MeasuredRun {
  store: Store;
  runKey: number;
  /** A run in training has more steps, and more epochs, by the time that its table is written and compared. */
  lastStep: number;
  epochCount: number;
  /** The task decides which metrics there are. */
  task: Task;
}

/**
 * The steps of a run as a table, a row each; what an epoch came to stands in the row of its last step. Numbers are written in full:
 * reading them gives the same bits.
 */
export async function writeMetricsCsv(path: string, run: MeasuredRun, signal: AbortSignal): Promise<void> {
  await pipeline(Readable.from(pages(run), { objectMode: false }), createWriteStream(path), { signal });
}

/** `null` means that the table says what is stored; else the first line that does not. */
export async function compareMetricsCsv(path: string, run: MeasuredRun): Promise<{ line: number } | null> {
  const written = createInterface({ input: createReadStream(path), crlfDelay: Infinity })[Symbol.asyncIterator]();
  let line = 0;
  for await (const page of pages(run)) {
    for (const expected of page.split('\n').slice(0, -1)) {
      line++;
      const { value, done } = await written.next();
      if (done === true || value !== expected) return { line };
    }
  }
  return (await written.next()).done === true ? null : { line: line + 1 };
}

async function* pages({ store, runKey, lastStep, epochCount, task }: MeasuredRun): AsyncGenerator<string> {
  const isInNats = taskFacts[task].loss === 'cross-entropy';
  const scores = scoresOf(task);
  yield `${[...columns, ...scores.map(columnOf)].join(',')}\n`;
  const present = store.epochMetrics.list(runKey, 0).slice(0, epochCount);
  const epochs = new Map(present.map((epoch) => [epoch.step, epoch]));
  const next = (after: number) =>
    store.stepMetrics.list(runKey, after, rowsAtOnce).filter(({ step }) => step <= lastStep);
  for (let rows = next(0), last = rows.at(-1); last !== undefined; rows = next(last.step), last = rows.at(-1)) {
    yield rows.map((row) => rowOf(row, epochs.get(row.step), isInNats, scores)).join('');
    await setImmediate(); // others have their turn
  }
}

/** The metrics beside loss and accuracy, which have columns in the table of every task. */
function scoresOf(task: Task): MetricName[] {
  const { metrics } = taskFacts[task];
  return metrics.filter(({ name, from }) => from === 'scores' && name !== 'accuracy').map(({ name }) => name);
}

/** Returns the name of a metric's column; `entityF1` becomes `validation_entity_f1`. */
function columnOf(metric: MetricName): string {
  return `validation_${metric.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

function rowOf(
  step: StepMetrics,
  epoch: EpochMetrics | undefined,
  isInNats: boolean,
  scores: readonly MetricName[],
): string {
  const cells: (number | null | undefined)[] = [
    step.step,
    step.epoch,
    step.loss,
    isInNats ? Math.exp(step.loss) : null,
    step.gradientNorm,
    step.learningRate,
    step.tokensPerSecond,
    step.elapsedMs,
    epoch?.trainLoss,
    epoch?.validationLoss,
    epoch?.validationAccuracy,
    ...scores.map((metric) => epoch?.validationScores[metric]),
  ];
  return `${cells.map((cell) => cell ?? '').join(',')}\n`;
}
