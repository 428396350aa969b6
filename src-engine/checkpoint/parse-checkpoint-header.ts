import type { NamedTensor, Patience, TrainingProgress } from '../spec/checkpoint-spec.ts';
import { EngineError } from '../spec/engine-error.ts';

export interface CheckpointHeader {
  progress: TrainingProgress;
  tensors: Omit<NamedTensor, 'bytes'>[];
}

const MAX_NAME_LENGTH = 256;
const MAX_DIMENSIONS = 8;

/** Checks a header that may come from anywhere. Throws EngineError `invalid-checkpoint`, naming the first thing that is wrong. */
export function parseCheckpointHeader(json: string): CheckpointHeader {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw invalid('its header is not JSON');
  }
  const header = record(value, 'its header');
  const tensors = header['tensors'];
  if (!Array.isArray(tensors)) throw invalid('its list of tensors is missing');
  const names = new Set<string>();
  return {
    progress: parseProgress(header['progress']),
    tensors: tensors.map((entry: unknown) => {
      const tensor = parseTensor(entry);
      if (names.has(tensor.name)) throw invalid(`the tensor ${tensor.name} is there twice`);
      names.add(tensor.name);
      return tensor;
    }),
  };
}

function parseTensor(value: unknown): Omit<NamedTensor, 'bytes'> {
  const { name, shape, type } = record(value, 'a tensor');
  if (typeof name !== 'string' || name.length === 0 || name.length > MAX_NAME_LENGTH) {
    throw invalid('a tensor has no proper name');
  }
  if (type !== 'float32' && type !== 'float64') throw invalid(`the tensor ${name} has an unknown type`);
  if (!Array.isArray(shape) || shape.length > MAX_DIMENSIONS) throw invalid(`the tensor ${name} has no proper shape`);
  return { name, shape: shape.map((size: unknown) => count(size, `the shape of ${name}`)), type };
}

function parseProgress(value: unknown): TrainingProgress {
  const progress = record(value, 'its progress');
  return {
    step: count(progress['step'], 'step'),
    epoch: count(progress['epoch'], 'epoch'),
    batchInEpoch: count(progress['batchInEpoch'], 'batchInEpoch'),
    elapsedMs: finite(progress['elapsedMs'], 'elapsedMs'),
    epochLossSum: finite(progress['epochLossSum'], 'epochLossSum'),
    epochTokenCount: finite(progress['epochTokenCount'], 'epochTokenCount'),
    bestValidationLoss: nullOr(finite, progress['bestValidationLoss'], 'bestValidationLoss'),
    bestEpoch: nullOr(count, progress['bestEpoch'], 'bestEpoch'),
    earlyStopping: parsePatience(progress['earlyStopping'], 'earlyStopping'),
    plateau: parsePatience(progress['plateau'], 'plateau'),
    plateauFactor: finite(progress['plateauFactor'], 'plateauFactor'),
    ...('optimizerSince' in progress && { optimizerSince: count(progress['optimizerSince'], 'optimizerSince') }),
    ...('divergingSince' in progress && { divergingSince: count(progress['divergingSince'], 'divergingSince') }),
  };
}

function parsePatience(value: unknown, what: string): Patience {
  const patience = record(value, what);
  return {
    reference: nullOr(finite, patience['reference'], `${what}.reference`),
    epochsWithoutImprovement: count(patience['epochsWithoutImprovement'], `${what}.epochsWithoutImprovement`),
  };
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(`${what} is missing`);
  return value as Record<string, unknown>;
}

function count(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw invalid(`${what} is not a count`);
  return value;
}

function finite(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(`${what} is not a number`);
  return value;
}

function nullOr(parse: (value: unknown, what: string) => number, value: unknown, what: string): number | null {
  return value === null ? null : parse(value, what);
}

function invalid(what: string): EngineError {
  return new EngineError('invalid-checkpoint', `This checkpoint cannot be read: ${what}.`);
}
