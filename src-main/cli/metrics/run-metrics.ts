import { lossBits } from '../../../src-engine/losses/perplexity.ts';
import { classMetrics } from '../../../src-engine/metrics/classification-metrics.ts';
import type { Breakdown, EntityCounts } from '../../../src-engine/spec/evaluation-spec.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { StudioClient } from '../../contract/contract.ts';
import type { RunRecord, RunUpdate } from '../../contract/runs/run-records.ts';
import { formatCount, formatLoss, formatTable } from '../formats.ts';
import { baselineTable, measureBaselines } from './baselines.ts';
import { formatMetric, metricName, metricsOf } from './task-metrics.ts';

type EpochRecord = RunUpdate['epochs'][number];

/** The fewest points that can be asked for, since only epochs are wanted and points of steps come along. */
const fewestPoints = 10;

/**
 * Describes for a person everything that was measured of a run, epoch by epoch, and the breakdown behind the last
 * scores.
 */
export async function describeRunMetrics(client: StudioClient, run: RunRecord): Promise<string> {
  const { epochs } = await client.runs.metrics({ runId: run.id, afterStep: 0, maxPoints: fewestPoints });
  if (epochs.length === 0) return `${run.name} has not finished an epoch yet.\n`;
  const measured = await client.runs.breakdown({ runId: run.id });
  const tables = [epochTable(run, epochs)];
  const baselines = baselineTable(run, await measureBaselines(client, run));
  if (baselines !== null) tables.push(baselines);
  if (measured !== null) {
    const { classes } = await classesOf(client, run);
    const table = breakdownTable(measured.breakdown, classes);
    if (table !== null) tables.push(`After epoch ${measured.epoch}:\n${table}`);
  }
  return `${tables.join('\n\n')}\n`;
}

/**
 * Returns the metrics as lines of JSON: one for each epoch, one for the n-gram models of its data, and one for the
 * breakdown behind the last scores.
 */
export async function runMetricsLines(client: StudioClient, run: RunRecord): Promise<string[]> {
  const { epochs } = await client.runs.metrics({ runId: run.id, afterStep: 0, maxPoints: fewestPoints });
  const measured = await client.runs.breakdown({ runId: run.id });
  const lines = epochs.map((epoch) =>
    JSON.stringify({ type: 'epoch', runId: run.id, ...epoch, ...bitsOf(run, epoch) }),
  );
  const baselines = await measureBaselines(client, run);
  if (baselines.length > 0) lines.push(JSON.stringify({ type: 'baselines', runId: run.id, baselines }));
  if (measured === null) return lines;
  const { classes } = await classesOf(client, run);
  return [...lines, JSON.stringify({ type: 'breakdown', runId: run.id, classes, ...measured })];
}

/** Returns the loss of a language model in bits by unit of text, as `metricsOf` does. */
function bitsOf(run: RunRecord, { validationLoss, trainLoss }: EpochRecord) {
  const bits = lossBits(validationLoss ?? trainLoss, run);
  return bits === null ? {} : { bits };
}

/**
 * Returns the names of a run's classes. There are none when the run came without its dataset; classes then have
 * numbers.
 */
async function classesOf(client: StudioClient, { datasetId }: RunRecord): Promise<{ classes: string[] }> {
  const dataset = await client.datasets.get({ datasetId }).catch(() => null);
  return { classes: dataset?.report?.classes?.map(({ label }) => label) ?? [] };
}

function epochTable(run: RunRecord, epochs: readonly EpochRecord[]): string {
  const { metrics } = taskFacts[run.model.task];
  const rows = epochs.map((epoch) => [
    formatCount(epoch.epoch),
    formatCount(epoch.step),
    formatLoss(epoch.trainLoss),
    ...metricsOf(run, epoch).map(({ metric, value }) => (value === null ? '–' : formatMetric(metric, value))),
  ]);
  const header = ['epoch', 'step', 'training loss', ...metrics.map(metricName)];
  return formatTable([header, ...rows], [...header.keys()]);
}

function breakdownTable(breakdown: Breakdown, classes: readonly string[]): string | null {
  switch (breakdown.kind) {
    case 'tags':
      return entityTable(breakdown.entities);
    case 'classes': {
      const rows = classMetrics(breakdown.confusion).map(({ id, precision, recall, f1, support }) => [
        classes[id] ?? String(id + 1),
        share(precision),
        share(recall),
        share(f1),
        formatCount(support),
      ]);
      return formatTable([['class', 'precision', 'recall', 'F1', 'samples'], ...rows], [1, 2, 3, 4]);
    }
    case 'columns':
      return breakdown.columns.length < 2 ? null : columnTable(breakdown.columns);
  }
}

function entityTable(entities: readonly EntityCounts[]): string | null {
  if (entities.length === 0) return null;
  const ratio = (part: number, whole: number) => share(whole === 0 ? null : part / whole);
  const rows = entities.map(({ type, predicted, actual, correct }) => [
    type === '' ? '–' : type,
    ratio(correct, predicted),
    ratio(correct, actual),
    ratio(2 * correct, predicted + actual),
    formatCount(actual),
  ]);
  return formatTable([['type', 'precision', 'recall', 'F1', 'entities'], ...rows], [1, 2, 3, 4]);
}

function columnTable(columns: Extract<Breakdown, { kind: 'columns' }>['columns']): string {
  const metrics = taskFacts.regression.metrics.filter(({ from }) => from === 'scores');
  const rows = columns.map((scores, n) => [
    String(n + 1),
    ...metrics.map((metric) => {
      const value = scores[metric.name];
      return value === undefined ? '–' : formatMetric(metric, value);
    }),
  ]);
  const header = ['column', ...metrics.map(metricName)];
  return formatTable([header, ...rows], [...header.keys()]);
}

function share(value: number | null): string {
  return value === null ? '–' : `${(100 * value).toFixed(1)} %`;
}
