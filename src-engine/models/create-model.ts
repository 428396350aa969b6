import type { Backend } from '../backends/backend.ts';
import { createLayer } from '../layers/create-layer.ts';
import { createEmbeddingParameter } from '../layers/embedding-parameter.ts';
import type { EmbeddingParameter } from '../layers/embedding-parameter.ts';
import { createParameter } from '../layers/parameter.ts';
import type { OwnedParameter } from '../layers/parameter.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import { createPass } from './create-pass.ts';
import type { PlacedLayer } from './create-pass.ts';
import { initialValues } from './initial-values.ts';
import type { Model } from './model.ts';
import { problemDetails } from './model-problem.ts';
import { parameterSpecs } from './parameter-specs.ts';
import { validateModel } from './validate-model.ts';

/**
 * Assembles a network; its parameters are 0 until they are initialised or written. Throws EngineError `invalid-model` with all
 * problems of the spec, and OutOfMemoryError. `onLayer` is called after each layer of a forward or backward pass, none of which comes
 * back to the event loop before its end.
 */
export function createModel(backend: Backend, spec: ModelSpec, onLayer: () => void = () => undefined): Model {
  const problems = validateModel(spec);
  if (problems.length > 0) {
    const message = problems.map((problem) => problem.message).join(' ');
    throw new EngineError('invalid-model', message, problemDetails(spec, problems[0]));
  }
  const specs = parameterSpecs(spec);
  const parameters = new Map<string, OwnedParameter>();
  const embeddings = new Map<number, EmbeddingParameter>();
  const dispose = (): void => parameters.forEach((parameter) => parameter.dispose());
  try {
    for (const parameterSpec of specs) {
      if (parameterSpec.role === 'embedding') {
        const embedding = createEmbeddingParameter(backend, parameterSpec);
        embeddings.set(parameterSpec.layer, embedding);
        parameters.set(parameterSpec.name, embedding);
      } else {
        parameters.set(parameterSpec.name, createParameter(backend, parameterSpec));
      }
    }
  } catch (error) {
    dispose();
    throw error;
  }
  const layers: PlacedLayer[] = spec.layers.flatMap((layer, index) =>
    isFusedIntoLoss(layer, spec)
      ? []
      : [
          {
            index,
            layer: createLayer(layer, index, {
              parameter: (name) => found(parameters.get(`${index}.${name}`)),
              embedding: () => found(embeddings.get(index)),
              table: () => found(embeddings.values().next().value),
            }),
          },
        ],
  );

  return {
    backend,
    spec,
    parameters: [...parameters.values()],
    initialize(seed) {
      for (const parameterSpec of specs) {
        backend.write(found(parameters.get(parameterSpec.name)).value, initialValues(parameterSpec, seed));
      }
    },
    zeroGradients(ids) {
      for (const parameter of parameters.values()) parameter.zeroGradient(ids);
    },
    freeze(precision = 'float32') {
      for (const { name, role } of specs) {
        const isMatrix = role !== 'bias' && role !== 'scale';
        backend.freeze(found(parameters.get(name)).value, isMatrix ? precision : 'float32');
      }
    },
    createPass(shape) {
      if (shape.training) for (const parameter of parameters.values()) parameter.planGradient();
      return createPass(backend, spec, layers, shape, onLayer);
    },
    dispose,
  };
}

/** The softmax after scores, which cross-entropy computes from the logits with more precision. */
function isFusedIntoLoss(layer: LayerSpec, spec: ModelSpec): boolean {
  return taskFacts[spec.task].loss === 'cross-entropy' && layer.type === 'activation' && layer.activation === 'softmax';
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A layer asked for a parameter that the model does not have.');
  return value;
}
