import { lossBits } from '../../../src-engine/losses/perplexity.ts';
import type { NGramOrder } from '../../../src-engine/spec/data-measurements.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { StudioClient } from '../../contract/contract.ts';
import type { DataMeasurementsRecord } from '../../contract/measurement-records.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { formatBits, formatLoss, formatPerplexity, formatTable } from '../formats.ts';
import { terminalStatus } from '../training/terminal-status.ts';

const names: Record<NGramOrder, string> = { 1: 'unigram', 2: 'bigram', 5: '5-gram' };

/** A model that a network is compared with, on the same validation part and with the same tokens. */
export interface Baseline {
  name: string;
  loss: number;
  perplexity: number;
  bits: ReturnType<typeof lossBits>;
  /** D₁, D₂ and D₃₊ of each order from 1 on. */
  discounts: [number, number, number][];
}

export function baselinesOf(run: RunRecord, { nGrams }: DataMeasurementsRecord): Baseline[] {
  return (nGrams?.models ?? []).map(({ order, loss, discounts }) => ({
    name: names[order],
    loss,
    perplexity: Math.exp(loss),
    bits: lossBits(loss, run),
    discounts,
  }));
}

/**
 * Measures the n-gram models of a run's data, where that was not done before. Resolves with no models for a run that
 * does not predict tokens, or that came without its dataset, and once the signal has aborted.
 */
export async function measureBaselines(
  client: StudioClient,
  run: RunRecord,
  signal: AbortSignal = new AbortController().signal,
): Promise<Baseline[]> {
  if (taskFacts[run.model.task].outputsAre !== 'tokens') return [];
  if (!(await client.datasets.list()).some(({ id }) => id === run.datasetId)) return [];
  const status = process.stderr.isTTY ? terminalStatus(process.stderr) : null;
  try {
    for await (const update of await client.measurements.data({ runId: run.id }, { signal })) {
      if (update.type === 'measured') return baselinesOf(run, update.measurements);
      if (update.total > 0) status?.show(`Measuring n-grams: ${Math.floor((100 * update.done) / update.total)} %`);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    status?.clear();
  }
  return [];
}

/** The time that n-grams may take at the end of a training: this long, or this share of what the training took. */
const cheap = { leastMs: 5000, share: 0.1 };

/** Measures the n-gram models of a training's data where that is cheap beside the training. Resolves with none otherwise. */
export function cheapBaselines(client: StudioClient, run: RunRecord): Promise<Baseline[]> {
  const milliseconds = Math.max(cheap.leastMs, cheap.share * run.elapsedMs);
  return measureBaselines(client, run, AbortSignal.timeout(Math.ceil(milliseconds)));
}

/** Compares the run's best epoch with the baselines; null means that there are none. */
export function baselineTable(run: RunRecord, baselines: readonly Baseline[]): string | null {
  if (baselines.length === 0) return null;
  const loss = run.bestValidationLoss;
  const network = { name: 'this network', loss, bits: lossBits(loss, run) };
  const rows = [...baselines, ...(loss === null ? [] : [network])].map((row) => [
    row.name,
    formatLoss(row.loss),
    formatPerplexity(row.loss),
    ...(['perCharacter', 'perWord', 'perByte'] as const).map((unit) => bitsText(row.bits?.[unit] ?? null)),
  ]);
  const header = ['on the validation part', 'loss', 'perplexity', 'bits/character', 'bits/word', 'bits/byte'];
  return formatTable([header, ...rows], [1, 2, 3, 4, 5]);
}

export function bitsText(bits: number | null): string {
  return bits === null ? '–' : formatBits(bits);
}
