import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../../src-main/cli/project.ts';

/** The settings of a network and its training that recipes choose. */
export interface RecipePoint {
  layers: number;
  units: number;
  embedding: number;
  dropout: number;
  batchSize: number;
  sequenceLength: number;
  learningRate: number;
  optimizer: 'adam' | 'rmsprop';
  /** The most epochs, whatever the computation would allow. */
  mostEpochs: number;
}

/** A training that was done: a point on a text, with so much computation. */
export interface RecipeResult {
  text: string;
  tokens: number;
  vocabularySize: number;
  operations: number;
  point: RecipePoint;
  seed: number;
  /** The lowest validation loss, in nats a token, and what it was at the end; null where it diverged. */
  best: number | null;
  last: number | null;
  /** Epochs until the lowest. */
  bestEpoch: number | null;
  steps: number;
  epochs: number;
  parameters: number;
  /** Seconds of the processor, and by the clock. */
  processorSeconds: number;
  seconds: number;
}

const resultsPath = join(projectFolder, 'test', 'tools', 'bench', 'recipes', 'results.json');

/** The trainings that were done, in a file, so that a bench that was stopped goes on where it was. */
export class RecipeResults {
  readonly #path: string;
  readonly #results: RecipeResult[];

  constructor(path = resultsPath) {
    this.#path = path;
    this.#results = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RecipeResult[]) : [];
  }

  all(): readonly RecipeResult[] {
    return this.#results;
  }

  /** Returns a training that was the same as this one would be. */
  find({ text, operations, point, seed }: TrainingKey): RecipeResult | undefined {
    return this.#results.find(
      (each) => each.text === text && each.operations === operations && each.seed === seed && isTrainingOf(each, point),
    );
  }

  /** Others may have added theirs meanwhile. */
  add(result: RecipeResult): void {
    const stored = new RecipeResults(this.#path);
    this.#results.splice(0, Infinity, ...stored.all().filter((each) => keyOf(each) !== keyOf(result)), result);
    const lines = this.#results.map((each) => `  ${JSON.stringify(each)}`);
    const partial = `${this.#path}.partial`;
    writeFileSync(partial, `[\n${lines.join(',\n')}\n]\n`);
    renameSync(partial, this.#path);
  }
}

type TrainingKey = Pick<RecipeResult, 'text' | 'operations' | 'point' | 'seed'>;

/** Tells whether a training was the one that a point stands for. Bounds of epochs that were not reached do not count. */
export function isTrainingOf({ point, epochs }: RecipeResult, { mostEpochs, ...wanted }: RecipePoint): boolean {
  const isSame = Object.entries(wanted).every(([name, value]) => point[name as keyof RecipePoint] === value);
  return isSame && (isBounded({ point, epochs }) ? point.mostEpochs === mostEpochs : epochs <= mostEpochs);
}

/** Names the training of a result; a bound of epochs that was not reached does not count. */
export function trainingOf({ point, epochs }: RecipeResult): string {
  return isBounded({ point, epochs }) ? JSON.stringify(point) : withoutBound(point);
}

/** Names a point but for its bound of epochs. */
export function withoutBound(point: RecipePoint): string {
  return JSON.stringify({ ...point, mostEpochs: null });
}

/** Tells whether the bound of epochs ended a training, and not the computation. */
export function isBounded({ point, epochs }: Pick<RecipeResult, 'point' | 'epochs'>): boolean {
  return epochs > point.mostEpochs - 0.01;
}

function keyOf({ text, operations, point, seed }: TrainingKey): string {
  const { layers, units, embedding, dropout, batchSize, sequenceLength, learningRate, optimizer, mostEpochs } = point;
  return JSON.stringify([
    ...[text, operations, seed, layers, units, embedding, dropout],
    ...[batchSize, sequenceLength, learningRate, optimizer, mostEpochs],
  ]);
}
