import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { DataFacts, RunFacts } from '../../../../src-main/runs/doctor/facts.ts';
import { projectFolder } from '../../../../src-main/cli/project.ts';
import type { BenchSplit } from './runs/bench-runs.ts';

type Unknown<Facts> = { [Name in keyof Facts as null extends Facts[Name] ? Name : never]: null };

/** The facts that were not gathered yet when a run was trained; rules are silent about them. */
const unknown: Unknown<RunFacts> = {
  ...{ totalSteps: null, outcome: null, classRecalls: null, signals: null },
  ...{ memorisation: null, foundRate: null, rival: null },
};
const unknownOfData: Unknown<DataFacts> = {
  ...{ stepsPerEpoch: null, trainingTargets: null, validationTargets: null, validationItems: null },
  ...{ trainingItems: null, classCounts: null, leaked: null, cutTexts: null, vectorShare: null, measured: null },
};

/**
 * The facts by which the doctor judged trainings, so that changed rules can judge them again without another training.
 * They are too large to come with the project: where they are missing, the earlier verdict of the rules stays.
 */
export class FactsStore {
  readonly #folder: string;

  constructor(split: BenchSplit, folder = join(projectFolder, 'out', 'bench-doctor')) {
    this.#folder = join(folder, split);
  }

  /** Returns the facts of a training; null means that they are missing, or belong to a training with another digest. */
  get(id: string, made: string): RunFacts | null {
    const path = this.#path(id);
    if (!existsSync(path)) return null;
    const stored = JSON.parse(brotliDecompressSync(readFileSync(path)).toString()) as { made: string; facts: RunFacts };
    if (stored.made !== made) return null;
    return { ...unknown, ...stored.facts, data: { ...unknownOfData, ...stored.facts.data } };
  }

  put(id: string, made: string, facts: RunFacts): void {
    const path = this.#path(id);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, brotliCompressSync(JSON.stringify({ made, facts })));
  }

  #path(id: string): string {
    return join(this.#folder, `${id.replaceAll(':', '-')}.json.br`);
  }
}
