import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding, FindingRule } from '../../../../src-main/contract/doctor-records.ts';
import type { FixOutcome } from '../../../../src-main/contract/groups/fix-verdict.ts';
import { projectFolder } from '../../../../src-main/cli/project.ts';
import type { BenchSplit } from './runs/bench-runs.ts';

/** A training of the bench that was done. */
export interface RunResult {
  id: string;
  fault: string | null;
  group: string | null;
  /** A digest of data and settings: a run whose planting has changed is done again. */
  made: string;
  source: string;
  /** How it ended, such as `finished` or `diverged`. */
  outcome: string;
  /** The validation loss of the network that it ended with, and the lowest; null where it diverged, or nothing was held back. */
  last: number | null;
  best: number | null;
  /** The loss of taking everything for equally likely; null where numbers are predicted. */
  chance: number | null;
  epochs: number;
  steps: number;
  parameters: number;
  /** By the clock, the import included. */
  seconds: number;
  /** What the doctor says, ranked, notes left out. */
  findings: BenchFinding[];
}

export type BenchFinding = Pick<Finding, 'rule' | 'severity' | 'confidence' | 'expectedGain'> & {
  /** Its kind, and a digest of what it changes. */
  fix: string | null;
};

/** A fix that was carried out, beside the training that it mends. */
export interface FixResult {
  id: string;
  made: string;
  rule: FindingRule;
  /** As in the finding: another fix is tried again. */
  fix: string;
  /** The best validation losses for each seed, without and with the fix; null where there is none. */
  pairs: { seed: number; before: number | null; after: number | null }[];
  /** What the studio says about the pairs; null where there is only one. */
  outcome: FixOutcome | null;
}

interface Stored {
  /** When the held-out split was first trained, which is done once; null for the other. */
  lookedAt: string | null;
  runs: RunResult[];
  fixes: FixResult[];
}

const folder = join(projectFolder, 'test', 'tools', 'bench', 'doctor', 'results');

const pathOf = (split: BenchSplit): string => join(folder, `${split}.json`);

/** What was trained and found, in a file a split, so that a bench that was stopped goes on where it was. */
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

  /** Forgets what was planted otherwise, or is planted no more. */
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
