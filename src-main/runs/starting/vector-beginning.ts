import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { pretrainedBeginning, type EmbeddingVectors } from '../../../src-engine/training/pretrained-beginning.ts';
import { StudioError } from '../../contract/errors.ts';
import { countParameters, type RunSetup } from './run-setup.ts';

/**
 * The run with an embedding as wide as these vectors, and the checkpoint in which it has them. Throws `invalid-model` where the network has
 * no embedding.
 */
export function beginWithVectors(
  setUp: RunSetup,
  vectors: EmbeddingVectors,
  trainable: boolean,
): RunSetup & { beginning: Checkpoint } {
  const model = withEmbedding(setUp.model, vectors.dim, trainable);
  const beginning = pretrainedBeginning(model, vectors, setUp.train.seed);
  return { ...setUp, model, parameterCount: countParameters(model), beginning };
}

function withEmbedding(model: ModelSpec, dim: number, trainable: boolean): ModelSpec {
  const layers = model.layers.map((layer): LayerSpec =>
    layer.type === 'embedding' ? { ...layer, dim, trainable } : layer,
  );
  if (layers.some(({ type }) => type === 'embedding')) return { ...model, layers };
  const message = 'Vectors of words need an embedding to go into. Choose a network that begins with one.';
  throw new StudioError('invalid-model', message, { reason: 'no-embedding' });
}
