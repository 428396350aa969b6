import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../../src-main/cli/project.ts';

/** A finished training at one rate. */
interface RateResult {
  workload: string;
  steps: number;
  learningRate: number;
  seed: number;
  /** The validation loss at the end, in nats; null means that the training diverged. */
  loss: number | null;
}

const resultsPath = join(projectFolder, 'test', 'tools', 'bench', 'lr-find', 'results.json');

/** The finished trainings, in a file, so that an interrupted bench goes on where it stopped. */
export class RateResults {
  readonly #path: string;

  constructor(path = resultsPath) {
    this.#path = path;
  }

  all(): RateResult[] {
    return existsSync(this.#path) ? (JSON.parse(readFileSync(this.#path, 'utf8')) as RateResult[]) : [];
  }

  find(wanted: Omit<RateResult, 'loss'>): RateResult | undefined {
    return this.all().find((result) => keyOf(result) === keyOf(wanted));
  }

  add(result: RateResult): void {
    const others = this.all().filter((each) => keyOf(each) !== keyOf(result));
    const lines = [...others, result].map((each) => `  ${JSON.stringify(each)}`);
    const partial = `${this.#path}.partial`;
    writeFileSync(partial, `[\n${lines.join(',\n')}\n]\n`);
    renameSync(partial, this.#path);
  }
}

function keyOf({ workload, steps, learningRate, seed }: Omit<RateResult, 'loss'>): string {
  return JSON.stringify([workload, steps, learningRate.toPrecision(6), seed]);
}
