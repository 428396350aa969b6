import { lossBits } from '../../../../src-engine/losses/perplexity.ts';
import { taskNames } from '../../../../src-engine/spec/model-spec.ts';
import type { MetricFacts, MetricName } from '../../../../src-engine/tasks/facts.ts';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import { describeModel } from '../../../domain/models/describe-model.ts';
import { metricText } from '../../../domain/metrics/metric-text.ts';
import { scoreNames, scoresOfTask } from '../../../domain/metrics/task-scores.ts';
import { bitsInUnit, textUnit } from '../../../domain/metrics/text-unit.ts';
import type { Locale } from '../../../locales/use-locale.ts';

/** How far a run has come, in numbers. */
const figures = ['epoch', 'best', 'last', 'trainLoss', 'bits', 'bitsPerWord', 'bitsPerByte'] as const;
/** The outcome of a run stands by its name, where it is in sight however narrow the window is. */
const outcomes = ['name', 'state', 'curve', ...figures] as const;
const origins = [
  'model',
  'dataset',
  'tags',
  'notes',
  'parameters',
  'optimizer',
  'learningRate',
  'batchSize',
  'seed',
  'speed',
  'elapsed',
  'disk',
  'created',
] as const;

/** Columns that every run has, and one for each score of whatever task. */
export type RunColumnId = (typeof outcomes)[number] | (typeof origins)[number] | MetricName;

export const runColumnIds: readonly RunColumnId[] = [...outcomes, ...scoreNames, ...origins];

const scores = new Map<RunColumnId, MetricFacts>(
  taskNames.flatMap((task) => scoresOfTask(task).map((metric) => [metric.name, metric] as const)),
);

export function columnTitle(column: RunColumnId, t: Locale['t']): string {
  if (column === 'bits') return t(`runs.column.${bitsColumns[textUnit.value]}`);
  const score = scores.get(column);
  return score === undefined ? t(`runs.column.${column as OwnColumn}`) : t(`metrics.${score.name}`);
}

type OwnColumn = (typeof outcomes)[number] | (typeof origins)[number];

/** The column of bits in each unit. The first one follows the settings. */
const bitsColumns = { character: 'bits', word: 'bitsPerWord', byte: 'bitsPerByte' } as const;

/** Tells whether the first click on a column sorts the largest to the top, which suits dates and scores of which more is better. */
export function beginsWithLargest(column: RunColumnId): boolean {
  return column === 'created' || scores.get(column)?.better === 'higher';
}

/** The columns shown until a person chooses. The name always is. */
export const usualColumns: readonly RunColumnId[] = [
  'name',
  'state',
  'curve',
  'epoch',
  'best',
  'bits',
  'last',
  'model',
  'dataset',
  'tags',
  'created',
];

export const numericColumns: ReadonlySet<RunColumnId> = new Set<RunColumnId>([
  ...figures,
  ...scoreNames,
  'parameters',
  'learningRate',
  'batchSize',
  'seed',
  'speed',
  'elapsed',
  'disk',
]);

const bitsOf = (run: RunRecord) => lossBits(run.bestValidationLoss, run);

/** Returns a column's sorting key; undefined always comes last. */
export function sortValue(run: RunRecord, column: RunColumnId): string | number | undefined {
  if (scores.has(column)) return run.bestScores[column as MetricName];
  switch (column as OwnColumn) {
    case 'name':
      return run.name;
    case 'state':
      return run.state;
    // By where it ends, which is what the eye looks at.
    case 'curve':
      return run.validationLoss ?? run.trainLoss ?? undefined;
    case 'model':
      return describeModel(run.model);
    case 'dataset':
      return run.datasetName;
    case 'tags':
      return run.tags.length > 0 ? run.tags.join(' ') : undefined;
    case 'notes':
      return run.notes === '' ? undefined : run.notes;
    case 'epoch':
      return run.epoch;
    case 'best':
      return run.bestValidationLoss ?? undefined;
    case 'last':
      return run.validationLoss ?? undefined;
    case 'trainLoss':
      return run.trainLoss ?? undefined;
    case 'bits':
      return bitsInUnit(bitsOf(run)) ?? undefined;
    case 'bitsPerWord':
      return bitsOf(run)?.perWord ?? undefined;
    case 'bitsPerByte':
      return bitsOf(run)?.perByte ?? undefined;
    case 'parameters':
      return run.parameterCount;
    case 'optimizer':
      return run.train.optimizer.type;
    case 'learningRate':
      return run.train.optimizer.learningRate;
    case 'batchSize':
      return run.train.batchSize;
    case 'seed':
      return run.train.seed;
    case 'speed':
      return run.tokensPerSecond ?? undefined;
    case 'elapsed':
      return run.elapsedMs;
    case 'disk':
      return run.checkpointBytes;
    case 'created':
      return run.createdAt;
  }
}

/** Returns a cell's text; the cells of name, state, dataset, tags and notes are drawn by components of their own. */
export function cellText(run: RunRecord, column: RunColumnId, locale: Locale): string {
  const { t, integer, number, compact, loss, bytes, duration, recentDateTime } = locale;
  const orDash = (value: number | null, write: (value: number) => string) => (value === null ? '–' : write(value));
  const score = scores.get(column);
  if (score !== undefined)
    return orDash(run.bestScores[score.name] ?? null, (value) => metricText(score, value, locale));
  switch (column) {
    case 'epoch':
      return `${integer(run.epoch)} / ${integer(run.train.epochs)}`;
    case 'best':
      return orDash(run.bestValidationLoss, loss);
    case 'last':
      return orDash(run.validationLoss, loss);
    case 'trainLoss':
      return orDash(run.trainLoss, loss);
    case 'bits':
      return orDash(bitsInUnit(bitsOf(run)), loss);
    case 'bitsPerWord':
      return orDash(bitsOf(run)?.perWord ?? null, loss);
    case 'bitsPerByte':
      return orDash(bitsOf(run)?.perByte ?? null, loss);
    case 'parameters':
      return integer(run.parameterCount);
    case 'optimizer':
      return t(`optimizers.${run.train.optimizer.type}`);
    case 'learningRate':
      return number(run.train.optimizer.learningRate);
    case 'batchSize':
      return integer(run.train.batchSize);
    case 'seed':
      return String(run.train.seed);
    case 'speed':
      return orDash(run.tokensPerSecond, compact);
    case 'elapsed':
      return duration(run.elapsedMs);
    case 'disk':
      return bytes(run.checkpointBytes);
    case 'created':
      return recentDateTime(run.createdAt);
    default:
      return String(sortValue(run, column) ?? '');
  }
}
