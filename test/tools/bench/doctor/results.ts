import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding, FindingRule } from '../../../../src-main/contract/doctor/doctor-records.ts';
import type { FixOutcome } from '../../../../src-main/contract/groups/fix-verdict.ts';
import { projectFolder } from '../../../../src-main/cli/project.ts';
import type { BenchSplit } from './runs/bench-runs.ts';

/** A finished training of the bench. */
export interface RunResult {
  id: string;
  fault: string | null;
  group: string | null;
  /** A digest of data and settings: a run whose planted fault has changed is trained again. */
  made: string;
  source: string;
  /** The kind of its end, such as `finished` or `diverged`. */
  outcome: string;
  /**
   * The validation loss of the network that the run ended with, and the lowest one; null means that it diverged, or
   * that nothing was held back.
   */
  last: number | null;
  best: number | null;
  /** The loss of a network that takes everything for equally likely; null means that numbers are predicted. */
  chance: number | null;
  epochs: number;
  steps: number;
  parameters: number;
  /** The seconds by the clock, including the import. */
  seconds: number;
  /** The findings of the doctor, ranked, without notes. */
  findings: BenchFinding[];
}

export type BenchFinding = Pick<Finding, 'rule' | 'severity' | 'confidence' | 'expectedGain'> & {
  /** The kind of the fix, and a digest of its changes; null means that there is none. */
  fix: string | null;
};

/** A fix that was carried out, beside the training that it is for. */
export interface FixResult {
  id: string;
  made: string;
  rule: FindingRule;
  /** The fix as the finding has it; a different fix is tried again. */
  fix: string;
  /** The best validation losses for each seed, without and with the fix; null means that there is none. */
  pairs: { seed: number; before: number | null; after: number | null }[];
  /** The verdict of the studio on the pairs; null means that there is only one pair. */
  outcome: FixOutcome | null;
}

interface Stored {
  /** The time at which the held-out split was first trained, which is done once; null for the other split. */
  lookedAt: string | null;
  runs: RunResult[];
  fixes: FixResult[];
}

const folder = join(projectFolder, 'test', 'tools', 'bench', 'doctor', 'results');

const pathOf = (split: BenchSplit): string => join(folder, `${split}.json`);

/**
 * The trainings and findings of each split, in a file of its own, so that an interrupted bench goes on where it
 * stopped.
 */
export class DoctorResults {
  readonly #path: string;
  readonly #stored: Stored;

  constructor(split: BenchSplit, path = pathOf(split)) {
    this.#path = path;
    const none: Stored = { lookedAt: null, runs: [], fixes: [] };
    this.#stored = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Stored) : none;
    if (split === 'held-out') this.#stored.lookedAt ??= new Date().toISOString();
  }

  static wasBegun(split: BenchSplit): boolean {
    return existsSync(pathOf(split));
  }

  get lookedAt(): string | null {
    return this.#stored.lookedAt;
  }

  get runs(): readonly RunResult[] {
    return this.#stored.runs;
  }

  get fixes(): readonly FixResult[] {
    return this.#stored.fixes;
  }

  addRun(result: RunResult): void {
    this.#stored.runs = [...this.#stored.runs.filter(({ id }) => id !== result.id), result];
    this.#write();
  }

  addFix(result: FixResult): void {
    const others = this.#stored.fixes.filter(({ id, rule }) => id !== result.id || rule !== result.rule);
    this.#stored.fixes = [...others, result];
    this.#write();
  }

  /** Keeps only the results of these runs, since the others are no longer part of the bench. */
  keepOnly(ids: ReadonlySet<string>): void {
    this.#stored.runs = this.#stored.runs.filter(({ id }) => ids.has(id));
    this.#stored.fixes = this.#stored.fixes.filter(({ id }) => ids.has(id));
  }

  #write(): void {
    const lines = (list: readonly unknown[]): string => list.map((each) => `    ${JSON.stringify(each)}`).join(',\n');
    const { lookedAt, runs, fixes } = this.#stored;
    const text = `{\n  "lookedAt": ${JSON.stringify(lookedAt)},\n  "runs": [\n${lines(runs)}\n  ],\n  "fixes": [\n${lines(fixes)}\n  ]\n}\n`;
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.partial`, text);
    renameSync(`${this.#path}.partial`, this.#path);
  }
}
