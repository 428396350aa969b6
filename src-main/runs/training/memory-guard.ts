import { totalmem } from 'node:os';
import { trainingMemory } from '../../../src-engine/models/memory.ts';
import { backendFacts } from '../../../src-engine/spec/backends.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import { StudioError } from '../../contract/errors.ts';
import type { RunEstimate } from '../../contract/runs/start-records.ts';

/** Bytes, by what they are for. */
export type MemoryEstimate = RunEstimate['memory'];

/** Batches of sequences of their own have passes of several lengths, which together take at most twice the longest. */
const PASSES_OF_LENGTHS = 2;
/** On its way into a checkpoint a tensor is in the engine, in a message and in the host. */
const copiesOfCheckpoint = 3;

/**
 * Estimates a training's memory at most. A validation pass keeps less than a training pass, by how much depends on the layers; it is counted
 * as one.
 */
export function estimateMemory(
  model: ModelSpec,
  train: TrainSpec,
  text: { tokenCount: number; bytes: number },
): MemoryEstimate {
  const { batchSize, sequenceLength, optimizer, validationFraction, earlyStopping, backend } = train;
  const one = trainingMemory(model, { batch: batchSize, steps: sequenceLength, optimizer: optimizer.type });
  // Sizes are told in float32.
  const precision = backendFacts(backend).floatBits / 32;
  const passes = (taskFacts[model.task].reads === 'chunks' ? 1 : PASSES_OF_LENGTHS) * (validationFraction > 0 ? 2 : 1);
  const parts = {
    parameters: precision * one.parameters,
    gradients: precision * one.gradients,
    optimizer: precision * one.optimizer,
    activations: precision * passes * one.activations,
    // Ids of four bytes; and the text as it is stored and as a string of two bytes a unit.
    data: 4 * text.tokenCount + 3 * text.bytes,
    copies:
      precision *
      (copiesOfCheckpoint * (one.parameters + one.optimizer) + (earlyStopping?.restoreBest ? one.parameters : 0)),
  };
  return { ...parts, total: Object.values(parts).reduce((sum, bytes) => sum + bytes, 0) };
}

/** Returns the bytes that another process can have without the machine beginning to swap. */
export function availableMemory(): number {
  const available = process.availableMemory();
  // macOS keeps files in all memory that nobody wants, and does not count it as free.
  return process.platform === 'darwin' ? Math.max(available, totalmem() / 2) : available;
}

/** Why a training does not fit into so many bytes, and what to change; null means that it fits. */
export function describeLack(
  memory: MemoryEstimate,
  { backend }: Pick<TrainSpec, 'backend'>,
  available: number,
): { message: string; needed: number; available: number } | null {
  const { parameters, gradients, optimizer, activations } = memory;
  const computed = parameters + gradients + optimizer + activations;
  const addressable = backendFacts(backend).addressableBytes ?? Infinity;
  const tooLarge = computed > addressable;
  if (!tooLarge && memory.total <= available) return null;
  const [needed, limit] = tooLarge ? [computed, addressable] : [memory.total, available];
  const room = tooLarge ? `the kernels can use ${inGigabytes(limit)}` : `${inGigabytes(limit)} are free`;
  return {
    message: `This training needs about ${inGigabytes(needed)}, and ${room}. ${remedy(memory)}`,
    needed: Math.round(needed),
    available: Math.round(limit),
  };
}

/** Throws `out-of-memory` with the numbers and what to change. */
export function requireMemory(memory: MemoryEstimate, train: Pick<TrainSpec, 'backend'>, available: number): void {
  const lack = describeLack(memory, train, available);
  if (lack === null) return;
  throw new StudioError('out-of-memory', lack.message, {
    reason: 'training',
    needed: Math.ceil(lack.needed / 2 ** 20),
    available: Math.floor(lack.available / 2 ** 20),
  });
}

function remedy({ parameters, gradients, optimizer, copies, activations, data }: MemoryEstimate): string {
  const weights = parameters + gradients + optimizer + copies;
  if (activations >= weights && activations >= data) {
    return `The activations take ${inGigabytes(activations)} of it: make the batch, the sequence or the layers smaller.`;
  }
  if (weights >= data) {
    return `The weights take ${inGigabytes(weights)} of it: use fewer units, a smaller vocabulary, or SGD, which keeps no averages.`;
  }
  return `The text takes ${inGigabytes(data)} of it: train on a part of it, or close other programs.`;
}

function inGigabytes(bytes: number): string {
  return bytes < 1e8 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
