import { z } from 'zod';
import { cells as cellList } from '../../src-engine/cells/index.ts';
import type { CellProperty, Clamp, LayerSignal } from '../../src-engine/spec/insight-spec.ts';
import { longestText, network, seen } from './insight/looked-at.ts';
import { entityCounts } from './runs/score-records.ts';
import { samplingSpecSchema } from './spec-schemas.ts';

const cellVariable = z.enum([...new Set(cellList.flatMap(({ variables }) => variables.map(({ name }) => name)))]);

export const clampSchema = z.strictObject({
  /** `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  loop: z.string().max(50),
  variable: cellVariable,
  units: z.array(z.int().min(0)).max(65_536).nullable(),
  value: z.number(),
}) satisfies z.ZodType<Clamp>;

const cellPropertySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum([
      'inside-quotes',
      'bracket-depth',
      'line-position',
      'upper-case',
      'digit',
      'word-end',
      'sentence-end',
    ]),
  }),
  z.strictObject({ kind: z.literal('pattern'), pattern: z.string().min(1).max(1000) }),
]) satisfies z.ZodType<CellProperty>;

const text = z.string().min(1).max(longestText);

/** The rows of a series that a network of numbers reads. */
const readRows = z.object({
  /** `null` means the first series; of a classifier the first sequence. */
  series: z.string().max(10_000).nullable().default(null),
  /** Rows of the series that a forecaster knows, of which it reads the last; null means all. */
  origin: z.int().min(1).nullable().default(null),
});

export const activationsInput = network.extend({
  /** The text that a network of tokens reads. */
  text: text.nullable().default(null),
  /** The rows that a network of numbers reads; null means the end of its first series. */
  rows: readRows.nullable().default(null),
  /** `null` means all layers. */
  loop: z.string().nullable().default(null),
});
export const activations = seen.extend({
  /** Tokens of a text, or times of rows. */
  tokens: z.array(z.string()),
  loops: z.array(
    z.object({
      loop: z.string(),
      units: z.int(),
      /** Float32, (tokens, units) row-major, little-endian. */
      variables: z.array(z.object({ variable: cellVariable, values: z.instanceof(Blob) })),
    }),
  ),
});

export const cellStepsInput = activationsInput.extend({ loop: z.string(), unit: z.int().min(0).max(65_536) });
const perToken = z.array(z.number());
/** The numbers that one unit computes with at each token: see `CellSteps`. */
export const cellSteps = seen.extend({
  tokens: z.array(z.string()),
  columns: z.array(
    z.object({
      variable: cellVariable,
      input: perToken,
      recurrent: perToken,
      bias: z.number(),
      recurrentBias: z.number().nullable(),
    }),
  ),
  states: z.array(z.object({ name: z.string(), before: perToken, after: perToken })),
  variables: z.array(z.object({ variable: cellVariable, values: perToken })),
});

export const gradientFlowInput = network.extend({
  /** `null` means some of the run's dataset. */
  text: text.nullable().default(null),
  /** Lags that are looked at. */
  steps: z.int().min(2).max(2000),
});
export const gradientFlow = seen.extend({
  flows: z.array(
    z.object({
      loop: z.string(),
      /** ‖∂L/∂ each state‖ by lag, and the lag from which on 1 % or less is left; null means that more is left everywhere. */
      states: z.array(z.object({ state: z.string(), norms: z.array(z.number()), span: z.int().nullable() })),
      /** The norms ‖∂L/∂h_t‖ and ‖∂L/∂c_t‖ by lag, for clients that know of no other states. */
      hidden: z.array(z.number()),
      cell: z.array(z.number()).nullable(),
      hiddenSpan: z.int().nullable(),
      cellSpan: z.int().nullable(),
    }),
  ),
});

export const spectraInput = network;
export const spectra = seen.extend({
  spectra: z.array(z.object({ loop: z.string(), variable: cellVariable, singularValues: z.array(z.number()) })),
});

export const cellsInput = network.extend({
  text,
  property: cellPropertySchema,
  count: z.int().min(1).max(1000).default(30),
});
export const cells = seen.extend({
  matches: z.array(
    z.object({
      loop: z.string(),
      variable: cellVariable,
      unit: z.int(),
      correlation: z.number().min(-1.001).max(1.001),
    }),
  ),
  tokens: z.array(z.string()),
  /** The property at each token. */
  values: z.array(z.number()),
});

export const counterfactualInput = network.extend({ text, clamps: z.array(clampSchema).max(100) });
export const counterfactual = seen.extend({
  tokens: z.array(z.string()),
  /** Nats, of every token but the first. */
  losses: z.array(z.number()),
  clampedLosses: z.array(z.number()),
});

export const classifyInput = network.extend({ texts: z.array(z.string().max(longestText)).min(1).max(1000) });
export const classified = seen.extend({
  classes: z.array(z.string()),
  /** [text][class]. */
  probabilities: z.array(z.array(z.number())),
});

export const embedInput = network.extend({
  texts: z.array(z.string().max(longestText)).min(1).max(1000),
  /** The hidden state after the last token, or the mean over all tokens. */
  pooling: z.enum(['last', 'mean']).default('last'),
});
/** Texts as the last recurrent layer of a network represents them. */
export const embedded = seen.extend({
  /** The length of a vector. */
  size: z.int(),
  /** Float32, (texts, size) row-major, little-endian. */
  vectors: z.instanceof(Blob),
  /** The number of tokens that were read of each text. */
  tokens: z.array(z.int()),
});

export const confusionInput = network;
/** A classifier's answers for texts whose classes are known. */
export const confusion = seen.extend({
  classes: z.array(z.string()),
  /** True when the run held these texts back from training; if it held none back, they are those that it learnt from. */
  isHeldBack: z.boolean(),
  /** The number of such texts; `rows` has the first of them. */
  total: z.int(),
  rows: z.array(
    z.object({
      /** Its place in the dataset. */
      row: z.int(),
      /** Its beginning. */
      text: z.string(),
      /** Indices of `classes`. */
      actual: z.int(),
      predicted: z.int(),
      /** The probability of the predicted class. */
      probability: z.number(),
    }),
  ),
});

/** Sentences, either as texts that the tagger cuts into words itself, or as tokens. */
export const tagInput = network.extend({
  sentences: z
    .array(z.union([z.string().max(longestText), z.array(z.string().max(longestText)).max(10_000)]))
    .min(1)
    .max(1000),
});
export const tagged = seen.extend({
  /** The names of all tags, in the order of their ids. */
  tags: z.array(z.string()),
  sentences: z.array(
    z.object({
      tokens: z.array(z.string()),
      /** False for tokens that the vocabulary lacks, all of which the network read as one and the same. */
      known: z.array(z.boolean()),
      /** The likeliest tag of each token. */
      tags: z.array(z.string()),
      /** [token][tag]. */
      probabilities: z.array(z.array(z.number())),
    }),
  ),
});

export const tagMistakesInput = network;
/** A tagger's answers for sentences whose tags are known. */
export const tagMistakes = seen.extend({
  tags: z.array(z.string()),
  /**
   * True when the run held these sentences back from training. If it held none back, they are those that it learnt
   * from.
   */
  isHeldBack: z.boolean(),
  /** The number of such sentences, and the number of those that were read, counted from the first. */
  total: z.int(),
  read: z.int(),
  /** confusion[actual][predicted], in tokens. */
  confusion: z.array(z.array(z.int())),
  entities: z.array(entityCounts),
  /** At most 200 sentences with a mistake; tags are indices of `tags`. */
  sentences: z.array(
    z.object({
      /** Its place in the dataset. */
      row: z.int(),
      tokens: z.array(z.string()),
      known: z.array(z.boolean()),
      actual: z.array(z.int()),
      predicted: z.array(z.int()),
      /** The probability of the predicted tag. */
      probabilities: z.array(z.number()),
    }),
  ),
});

export const samplesInput = network.extend({
  prompt: z.string().max(longestText),
  length: z.int().min(1).max(2000),
  samplings: z.array(samplingSpecSchema).min(1).max(10),
});
export const samples = seen.extend({ texts: z.array(z.string()) });

/** A look at a training step: see `StepInsight`. */
export const stepInsight = z.object({
  step: z.int(),
  updates: z.array(
    z.object({
      name: z.string(),
      gradientNorm: z.number(),
      valueNorm: z.number(),
      updateNorm: z.number(),
      updateRatio: z.number().nullable(),
    }),
  ),
  saturation: z.array(
    z.object({
      loop: z.string(),
      variable: cellVariable,
      activation: z.string(),
      counts: z.array(z.int()),
      min: z.number(),
      max: z.number(),
      low: z.number(),
      high: z.number(),
    }),
  ),
  loss: z.number().optional(),
  units: z
    .array(
      z.object({
        layer: z.string(),
        activation: z.string(),
        units: z.int(),
        dead: z.number(),
        alwaysOn: z.number(),
      }),
    )
    .optional(),
  parabola: z
    .object({
      alpha: z.number().nullable(),
      variance: z.number().nullable(),
      lossBefore: z.number(),
      lossAfter: z.number(),
      slopeBefore: z.number(),
      slopeAfter: z.number(),
    })
    .nullish(),
  gradientByLag: z
    .array(
      z.object({
        loop: z.string(),
        state: z.string(),
        lags: z.array(z.int()),
        shares: z.array(z.number()),
        span: z.int().nullable(),
      }),
    )
    .nullish(),
});

export type Network = z.infer<typeof network>;
export type ActivationsInput = z.infer<typeof activationsInput>;
export type ActivationsRecord = z.infer<typeof activations>;
export type CellStepsInput = z.infer<typeof cellStepsInput>;
export type CellStepsRecord = z.infer<typeof cellSteps>;
export type GradientFlowInput = z.infer<typeof gradientFlowInput>;
export type GradientFlowRecord = z.infer<typeof gradientFlow>;
export type SpectraRecord = z.infer<typeof spectra>;
export type CellsInput = z.infer<typeof cellsInput>;
export type CellsRecord = z.infer<typeof cells>;
export type CounterfactualInput = z.infer<typeof counterfactualInput>;
export type CounterfactualRecord = z.infer<typeof counterfactual>;
export type EmbedInput = z.infer<typeof embedInput>;
export type EmbeddedRecord = z.infer<typeof embedded>;
export type ClassifyInput = z.infer<typeof classifyInput>;
export type ClassifiedRecord = z.infer<typeof classified>;
export type ConfusionRecord = z.infer<typeof confusion>;
export type TagInput = z.infer<typeof tagInput>;
export type TaggedRecord = z.infer<typeof tagged>;
export type TagMistakesRecord = z.infer<typeof tagMistakes>;
export type SamplesInput = z.infer<typeof samplesInput>;
export type SamplesRecord = z.infer<typeof samples>;
export type StepInsightRecord = z.infer<typeof stepInsight>;

const spread = z.object({ mean: z.number(), variance: z.number() });

/** The layers of a network as its seed initialises it, from the input to the output. */
export const initialSignals = z.array(
  z.object({
    /** The layer's place in the stack. */
    layer: z.int(),
    /** The layer's output over a batch. */
    activation: spread,
    /** The gradient of the batch's summed loss with respect to the output; null where no gradient reaches the layer. */
    gradient: spread.nullable(),
  }),
) satisfies z.ZodType<LayerSignal[]>;
