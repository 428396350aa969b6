import type { Backend } from '../../../../src-engine/backends/backend.ts';
import { formatTable } from '../../../../src-main/cli/formats.ts';
import { compareRates, type RateComparison, type RateLosses } from './compare-rates.ts';
import { RateResults } from './rate-results.ts';
import { rateWorkloads, type RateWorkload } from './rate-workloads.ts';
import { searchRate, trainAtRate } from './train-at-rate.ts';

interface RateBench {
  createBackend: () => Backend;
  /**
   * The minutes after which no training begins; the results are kept, and the next bench goes on from there. Null means
   * that there is no limit.
   */
  minutes: number | null;
  /** The folder of the text that does not come with the project; null means the folder beside the project. */
  folder: string | null;
  /** The ids of the networks; null means all. */
  networks: readonly string[] | null;
  /** `true` means that only a quarter of the steps are trained. */
  isQuick: boolean;
  json: boolean;
}

/** Nine rates from 0.0001 to 0.1, those in the middle first, since the best one is likely to be there. */
const grid = [4, 5, 3, 6, 2, 7, 1, 8, 0].map((n) => Number((1e-4 * 10 ** ((3 * n) / 8)).toPrecision(3)));
const GRID_SEEDS = [101, 102, 103];
/** The seeds of the searches and of the trainings at their picks: nothing about the finder was chosen by them. */
const PICK_SEEDS = [201, 202, 203];

/** A rate whose first training lies further above the best one is trained with no other seed: it cannot be the best. */
const NEAR = 1.05;

class OutOfTime extends Error {}

/**
 * Compares the rates that searches pick with the best of a grid, on fresh seeds, and prints the table of the results so
 * far.
 */
export async function benchRates({
  createBackend,
  minutes,
  folder,
  networks,
  isQuick,
  json,
}: RateBench): Promise<void> {
  const results = new RateResults();
  const until = minutes === null ? Infinity : performance.now() + minutes * 60_000;
  const all = await rateWorkloads(folder);
  const wanted = all.filter(({ id }) => networks?.includes(id) ?? true).map((each) => (isQuick ? quick(each) : each));
  const rows: ({ network: string; picks: number[]; reasons: string[] } & Partial<RateComparison>)[] = [];

  async function measure(workload: RateWorkload, learningRate: number, seed: number): Promise<number | null> {
    const place = { workload: workload.id, steps: workload.train.maxSteps ?? 0, learningRate, seed };
    const known = results.find(place);
    if (known !== undefined) return known.loss;
    if (performance.now() > until) throw new OutOfTime();
    const loss = await trainAtRate({ createBackend, workload, learningRate, seed });
    results.add({ ...place, loss });
    if (!json)
      process.stderr.write(`${workload.id} at ${learningRate.toPrecision(3)}: ${loss?.toFixed(3) ?? 'diverged'}\n`);
    return loss;
  }

  async function compare(workload: RateWorkload): Promise<void> {
    const picks: number[] = [];
    const reasons: string[] = [];
    const losses: number[] = [];
    const measured: RateLosses[] = [];
    try {
      for (const seed of PICK_SEEDS) {
        const { pick } = await searchRate({ createBackend, workload, seed });
        picks.push(pick?.learningRate ?? NaN);
        reasons.push(pick?.reason ?? 'none');
        losses.push((pick && (await measure(workload, pick.learningRate, seed))) ?? Infinity);
      }
      const [firstSeed, ...otherSeeds] = GRID_SEEDS;
      const firsts = new Map<number, number>();
      for (const learningRate of grid)
        firsts.set(learningRate, (await measure(workload, learningRate, firstSeed)) ?? Infinity);
      const lowest = Math.min(...firsts.values());
      for (const [learningRate, first] of firsts) {
        if (first > NEAR * lowest) continue;
        const ofSeeds = [first];
        for (const seed of otherSeeds) ofSeeds.push((await measure(workload, learningRate, seed)) ?? Infinity);
        measured.push({ learningRate, losses: ofSeeds });
      }
    } finally {
      rows.push({ network: workload.id, picks, reasons, ...compareRates(losses, measured) });
    }
  }

  try {
    for (const workload of wanted) await compare(workload);
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    process.stderr.write('The time is over. What was measured is kept; the next bench goes on from here.\n');
  }
  process.stdout.write(json ? `${JSON.stringify({ bench: 'lr-find', rows })}\n` : `${table(rows)}\n`);
}

function quick(workload: RateWorkload): RateWorkload {
  const { train } = workload;
  return { ...workload, train: { ...train, maxSteps: Math.ceil((train.maxSteps ?? 0) / 4) } };
}

function table(
  rows: readonly ({
    network: string;
    picks: readonly number[];
    reasons: readonly string[];
  } & Partial<RateComparison>)[],
): string {
  const cells = rows.map(({ network, picks, reasons, pick, best, ratio, low }) => [
    network,
    picks.map((rate) => rate.toPrecision(2)).join(' '),
    [...new Set(reasons)].join(', '),
    pick?.toFixed(3) ?? '',
    best?.learningRate.toPrecision(2) ?? '',
    best?.loss.toFixed(3) ?? '',
    ratio?.toFixed(3) ?? '',
    low?.toFixed(3) ?? '',
  ]);
  const header = ['network', 'picks', 'reasons', 'nats', 'best rate', 'nats', 'ratio', 'at least'];
  return formatTable([header, ...cells], [3, 4, 5, 6, 7]);
}
