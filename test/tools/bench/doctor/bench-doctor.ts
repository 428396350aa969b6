import { acceptedRules, type FaultId } from './faults/accepted-rules.ts';
import { FactsStore } from './facts-store.ts';
import { tryFix } from './fixes/try-fix.ts';
import { DoctorResults, type RunResult } from './results.ts';
import { BenchHost } from './runs/bench-host.ts';
import { benchRuns, type BenchSplit } from './runs/bench-runs.ts';
import type { BenchRun, Training } from './runs/bench-run.ts';
import { benchFinding, digest, findingsOf, judgeFacts } from './runs/judge-run.ts';
import { chanceLossOf, lossOf } from './runs/loss-of.ts';
import { scoreDoctor } from './scoring/score.ts';
import { scoreTable } from './scoring/score-table.ts';
import { writeResultsPage } from './scoring/write-results-page.ts';

interface DoctorBench {
  split: BenchSplit;
  /**
   * The minutes after which no training begins; the results are kept, and the next bench goes on from there. Null means
   * that there is no limit.
   */
  minutes: number | null;
  /** The faults, or the texts and templates of healthy runs; null means all. */
  kinds: readonly string[] | null;
  json: boolean;
}

/** The number of trainings in one studio, which then begins anew, so that its folder stays small. */
const TRAININGS_OF_STUDIO = 30;
/** The number of fixes that are carried out for each rule. */
const FIXES_OF_RULE = 12;

/**
 * Trains runs with a planted fault and healthy ones, asks the doctor about each, carries out its fixes, and prints how
 * often it is right.
 */
export async function benchDoctor(options: DoctorBench): Promise<void> {
  const { split, minutes, kinds, json } = options;
  const results = new DoctorResults(split);
  const runs = benchRuns(split);
  results.keepOnly(new Set(runs.map(({ id }) => id)));
  const bench = new Bench({ results, facts: new FactsStore(split), minutes, json });
  try {
    const wanted = kinds === null ? runs : runs.filter((run) => kinds.some((kind) => run.id.includes(`${kind}/`)));
    for (const run of wanted) if (!(await bench.measure(run))) break;
    for (const run of wanted) if (!(await bench.mend(run))) break;
  } finally {
    await bench.close();
  }
  const score = scoreDoctor(results.runs, results.fixes);
  await writeResultsPage();
  process.stdout.write(json ? `${JSON.stringify({ bench: 'doctor', split, ...score })}\n` : `${scoreTable(score)}\n`);
}

interface BenchOptions {
  results: DoctorResults;
  facts: FactsStore;
  minutes: number | null;
  json: boolean;
}

class Bench {
  readonly #options: BenchOptions;
  readonly #until: number;
  #host: BenchHost | null = null;
  #trainings = 0;

  constructor(options: BenchOptions) {
    this.#options = options;
    this.#until = options.minutes === null ? Infinity : performance.now() + options.minutes * 60_000;
  }

  /**
   * Trains a run that has not been trained yet, or judges it again by its facts. Resolves with false when the time is
   * over.
   */
  async measure(run: BenchRun): Promise<boolean> {
    const { results, facts } = this.#options;
    const training = await run.make();
    if (training === null) return true;
    const made = digest(training);
    const known = results.runs.find(({ id }) => id === run.id);
    if (known?.made === made) {
      const kept = facts.get(run.id, made);
      if (kept !== null) results.addRun({ ...known, findings: judgeFacts(kept) });
      return true;
    }
    if (this.#isOver) return false;
    const result = await this.#train(run, training, made);
    results.addRun(result);
    const rules = result.findings.map(({ rule }) => rule).join(', ');
    this.#tell(`${run.id}: ${result.outcome}, ${result.last?.toFixed(3) ?? '–'} nats, ${rules || 'nothing found'}`);
    return true;
  }

  /**
   * Carries out the fixes of the right findings in a run, as far as they are wanted. Resolves with false when the time
   * is over.
   */
  async mend(run: BenchRun): Promise<boolean> {
    const { results } = this.#options;
    const result = results.runs.find(({ id }) => id === run.id);
    if (run.fault === null || result === undefined || result.last === null) return true;
    const { rules }: { rules: readonly string[] } = acceptedRules[run.fault as FaultId];
    for (const { rule, fix } of result.findings) {
      if (!rules.includes(rule) || fix === null || fix.startsWith('data')) continue;
      const ofRule = results.fixes.filter((each) => each.rule === rule);
      const known = ofRule.find(({ id }) => id === run.id);
      if (known?.made === result.made && known.fix === fix) continue;
      if (known === undefined && ofRule.length >= FIXES_OF_RULE) continue;
      if (this.#isOver) return false;
      const training = await run.make();
      if (training === null) return true;
      const tried = await tryFix(await this.#studio(), training, rule);
      if (tried === null) continue;
      results.addFix({ id: run.id, made: result.made, rule, fix, ...tried });
      const figure = (loss: number | null): string => loss?.toFixed(3) ?? '–';
      const losses = tried.pairs.map(({ before, after }) => `${figure(before)} → ${figure(after)}`);
      this.#tell(`${run.id}, fix of ${rule}: ${losses.join(', ')}: ${tried.outcome ?? 'no verdict'}`);
    }
    return true;
  }

  async close(): Promise<void> {
    await this.#host?.close();
    this.#host = null;
  }

  get #isOver(): boolean {
    return performance.now() > this.#until;
  }

  async #train(run: BenchRun, training: Training, made: string): Promise<RunResult> {
    const began = performance.now();
    const bench = await this.#studio();
    const record = await bench.train(await bench.prepare(training));
    const findings = await findingsOf(bench.host.client, record.id);
    this.#options.facts.put(run.id, made, await bench.host.doctorFacts(record.id));
    const { outcome, epoch, step, parameterCount } = record;
    return {
      ...{ id: run.id, fault: run.fault, group: run.group, made, source: training.data.source },
      outcome: outcome?.kind ?? 'unknown',
      last: lossOf(record),
      best: record.bestValidationLoss,
      chance: chanceLossOf(record),
      ...{ epochs: epoch, steps: step, parameters: parameterCount },
      seconds: Math.round((performance.now() - began) / 100) / 10,
      findings: findings.map(benchFinding),
    };
  }

  async #studio(): Promise<BenchHost> {
    if (this.#trainings++ % TRAININGS_OF_STUDIO === 0) await this.close();
    return (this.#host ??= await BenchHost.open());
  }

  #tell(line: string): void {
    if (!this.#options.json) process.stderr.write(`${line}\n`);
  }
}
