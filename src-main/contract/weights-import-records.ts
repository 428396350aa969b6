import { z } from 'zod';
import { cellTypes } from '../../src-engine/cells/index.ts';
import { taskNames } from '../../src-engine/spec/model-spec.ts';
import { modelSpecSchema, tokenizerSpecSchema } from './spec-schemas.ts';

/*
 * Weights of a network that another program has trained.
 *
 * `modelImports.inspect({ importId })` proposes everything that can be told from the file. What the person changes goes into `options`:
 * each `inspect` with them gives the proposal as it is then. Once `problems` is empty, `run` with the same options makes the run.
 * A vocabulary file is staged as an import of its own (`imports.begin`), and named by its id.
 */

const activations = ['tanh', 'softsign', 'relu'] as const;
const gateActivations = ['sigmoid', 'hard_sigmoid'] as const;

/** The source of the tokens' texts, id by id. */
const vocabularySource = z.discriminatedUnion('source', [
  /** The weights file has them. */
  z.object({ source: z.literal('weights') }),
  /** A file: JSON (list, or object from token to id or from id to token), lines, or a pickled list or dict. */
  z.object({ source: z.literal('file'), importId: z.string() }),
  /** The characters of a dataset: `code-points` is Python’s sorted(set(text)), `frequency` the studio’s own order. */
  z.object({ source: z.literal('dataset'), datasetId: z.string(), order: z.enum(['code-points', 'frequency']) }),
  /** A token is a byte. */
  z.object({ source: z.literal('bytes') }),
]);

/** The person's choices; fields that are left out are as proposed. */
export const weightsImportOptions = z.object({
  name: z.string().trim().min(1).max(255).optional(),
  /** By the id of a slot: the tensor that fills it; null means that none does. */
  mapping: z.record(z.string(), z.object({ tensor: z.string(), transposed: z.boolean() }).nullable()).default({}),
  /** The number of recurrent layers, and whether they read in both directions, where the names do not tell. */
  layers: z.int().min(1).max(16).optional(),
  bidirectional: z.boolean().optional(),
  task: z.enum(taskNames).optional(),
  /** The facts that weights do not tell. */
  activation: z.enum(activations).optional(),
  recurrentActivation: z.enum(gateActivations).optional(),
  /** Order of the gates: PyTorch’s i f g o and r z n, Keras’ i f c o and z r h. */
  gates: z.enum(['pytorch', 'keras']).optional(),
  vocabulary: vocabularySource.optional(),
  /** Tensors that a person says take no part in what the network computes, so that it may be imported without them. */
  ignored: z.array(z.string()).max(10_000).optional(),
  /** On which the run can be trained on; on none when left out. */
  datasetId: z.string().optional(),
});

const slotParts = ['embedding', 'input', 'recurrent', 'input-bias', 'recurrent-bias', 'output', 'output-bias'] as const;

/** A place in the network for a tensor of the file. */
const weightSlot = z.object({
  /** `embedding`, `0.forward.input`, `1.backward.recurrent-bias`, `output`, `output-bias`. */
  id: z.string(),
  part: z.enum(slotParts),
  /** The index of the recurrent layer, from 0; null for other slots. */
  layer: z.int().nullable(),
  isBackward: z.boolean(),
  /** `false` means without it, zeros (a bias), or a one-hot input instead of an embedding. */
  isRequired: z.boolean(),
  /** `null` means empty. */
  tensor: z.string().nullable(),
  /** The tensor is turned over on its way into the parameter. */
  transposed: z.boolean(),
  /** Tensors whose shapes fit here, whatever their names; some only when they are turned over. */
  candidates: z.array(z.object({ tensor: z.string(), transposed: z.boolean() })),
});

const values = z.record(z.string(), z.union([z.string(), z.number()]));

/** Why nothing can be made of the file as it is. `values` has what a translation needs; each code always the same names. */
const problemCodes = [
  /** {}: neither names nor shapes of a recurrent layer. */
  'no-recurrent-layer',
  /** { slot } */
  'slot-empty',
  /** { slot, tensor, shape, expected } */
  'shape-mismatch',
  /** { tensor } */
  'not-finite',
  /** { tensor, dtype } */
  'not-floats',
  /** { slot, tensor }: the mapping names what the file does not have. */
  'no-such-tensor',
  /** { count, tensors }: tensors that no place is for, and without which the network computes something else. */
  'weights-left-out',
  /** { size } */
  'vocabulary-missing',
  /** { expected, found } */
  'vocabulary-size',
  /** { reason }: a VocabularyFault */
  'vocabulary-unreadable',
  /** The problem as an `invalid-model` error describes it: a rule of the studio's models that the network breaks. */
  'unsupported',
] as const;

/** The source holds no tokens, or not exactly one id for each. `unreadable` stands for any other trouble with the source. */
export type VocabularyFault = 'none' | 'too-large' | 'no-list' | 'twice' | 'unreadable';

/** The remarks that a person should know, and need not act on. */
const noteCodes = [
  /** {}: output and embedding share a tensor; here each has its own. */
  'tied-output',
  /** { count, tensors }: not used, such as counters or copies; `leftOut` has all of them. */
  'unused-tensors',
  /** { activation }: weights do not tell it. */
  'activation-assumed',
  /** {}: the network forecasts numbers whose units and columns are not known. */
  'preparation-missing',
  /** { count }: tokens of more than one character, which are not found in a text that is split into characters. */
  'unreachable-tokens',
] as const;

export const weightsInspection = z.object({
  kind: z.literal('weights'),
  fileName: z.string(),
  bytes: z.int(),
  format: z.enum(['safetensors', 'pytorch', 'keras']),
  /** The studio wrote it, or it describes itself: nothing has to be chosen. */
  isComplete: z.boolean(),
  name: z.string(),
  tensors: z.array(z.object({ name: z.string(), shape: z.array(z.int()), dtype: z.string() })),
  slots: z.array(weightSlot),
  /** The values as they are now, proposed or chosen. */
  task: z.enum(taskNames),
  cell: z.enum(cellTypes).nullable(),
  layers: z.int(),
  bidirectional: z.boolean(),
  activation: z.enum(activations),
  recurrentActivation: z.enum(gateActivations),
  gates: z.enum(['pytorch', 'keras']),
  /** Rows of the embedding, or width of the one-hot input; null means not known, or the network reads numbers. */
  vocabularySize: z.int().nullable(),
  /** The network that will be built, or null while not enough is known. */
  model: modelSpecSchema.nullable(),
  /** `tokens`: the first 200. `null` means none yet. */
  vocabulary: z
    .object({ source: vocabularySource, tokenizer: tokenizerSpecSchema, size: z.int(), tokens: z.array(z.string()) })
    .nullable(),
  /**
   * Tensors of the file that the network is built without, once it can be built. `changes`: without them it computes something else;
   * `ignored`: so says a person, who does not want them; `none`: it computes the same.
   */
  leftOut: z.array(
    z.object({ tensor: z.string(), shape: z.array(z.int()), effect: z.enum(['none', 'changes', 'ignored']) }),
  ),
  problems: z.array(z.object({ code: z.enum(problemCodes), message: z.string(), values })),
  notes: z.array(z.object({ code: z.enum(noteCodes), message: z.string(), values })),
});

export type WeightsImportOptions = z.infer<typeof weightsImportOptions>;
export type VocabularySource = z.infer<typeof vocabularySource>;
export type WeightSlot = z.infer<typeof weightSlot>;
export type WeightsInspection = z.infer<typeof weightsInspection>;
