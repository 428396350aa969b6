import { z } from 'zod';
import { fromPytorch } from '../../../src-engine/interchange/pytorch/pytorch-layout.ts';
import {
  readSafetensors,
  SafetensorsError,
  type SafetensorsFile,
} from '../../../src-engine/interchange/safetensors.ts';
import { isFloatType, tensorValues } from '../../../src-engine/interchange/tensor-values.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { descriptionKey } from '../../../src-engine/interchange/weights-file.ts';
import { parseShallowJson } from '../../../src-engine/text/shallow-json.ts';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import { preparationSchema } from '../../contract/datasets/series-schemas.ts';
import { modelSpecSchema, tokenizerStateSchema } from '../../contract/spec-schemas.ts';

/** Deeper than any network that the studio describes. */
const deepestNesting = 32;

const description = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).max(255),
  step: z.int().min(0),
  model: modelSpecSchema,
  tokenizer: tokenizerStateSchema.nullable(),
  classes: z.array(z.string()).max(100_000).nullable(),
  /** Only of networks that read a table. */
  preparation: preparationSchema.optional(),
});

export type WeightsDescription = z.infer<typeof description>;

/**
 * Returns the studio's own description of the network in a file that it wrote; null for other files. Throws SafetensorsError where the
 * description is damaged.
 */
export function ownDescription({ metadata }: Pick<SafetensorsFile, 'metadata'>): WeightsDescription | null {
  const json = metadata[descriptionKey];
  if (json === undefined) return null;
  let value: unknown;
  try {
    value = parseShallowJson(json, deepestNesting);
  } catch {
    throw new SafetensorsError('is damaged: its description is not JSON.');
  }
  const stated = z.object({ version: z.int() }).safeParse(value);
  if (stated.success && stated.data.version > 1) {
    throw new SafetensorsError('comes from a newer version of the studio; update this one.', { reason: 'newer' });
  }
  const parsed = description.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SafetensorsError(`is damaged: its description is wrong at ${issue.path.join('.') || 'its top'}.`);
  }
  const { model, tokenizer } = parsed.data;
  const [problem] = validateModel(model);
  if (problem !== undefined) {
    throw new SafetensorsError(`describes a network that cannot be built. ${problem.message}`, {
      reason: 'no-network',
    });
  }
  if (model.input.kind === 'tokens' && tokenizer?.vocabulary.length !== model.input.vocabularySize) {
    throw new SafetensorsError('is damaged: its vocabulary is not as large as its network asks.');
  }
  return parsed.data;
}

/** A network that the studio wrote, as it was. Throws SafetensorsError. */
export function readOwnWeights(bytes: Uint8Array): TrainedModel {
  const file = readSafetensors(bytes);
  const described = ownDescription(file);
  if (described === null) throw new SafetensorsError('was not written by the studio.');
  const { name, step, model, tokenizer, classes, preparation } = described;
  return {
    name,
    step,
    model,
    tokenizer,
    classes,
    preparation,
    parameters: ownParameters(described, floatTensors(file)),
  };
}

/** Throws SafetensorsError where the tensors are not those of the description. */
export function ownParameters(
  { model }: WeightsDescription,
  tensors: readonly { name: string; shape: number[]; values: Float32Array }[],
): TrainedModel['parameters'] {
  try {
    return fromPytorch(model, new Map(tensors.map((tensor) => [tensor.name, tensor])));
  } catch (error) {
    throw new SafetensorsError(`is damaged: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function floatTensors({ tensors }: SafetensorsFile) {
  return tensors
    .filter(({ type }) => isFloatType(type))
    .map((tensor) => ({ name: tensor.name, shape: tensor.shape, values: tensorValues(tensor) }));
}
