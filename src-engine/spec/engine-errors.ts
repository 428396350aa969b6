/*
 * Failures are described as data: a code, where it covers several causes a reason, and the values that a text about it takes. English
 * sentences go along for the command line and the log; whoever speaks another language has a text for each code and reason.
 */

export type ErrorValues = Record<string, string | number>;

type Parameters = readonly string[];

/** By code the values of its text, or by reason the values of each. */
export type ErrorTable = Readonly<Record<string, Parameters | Readonly<Record<string, Parameters>>>>;

type Values<P extends Parameters> = Record<P[number], string | number>;

/** The details that an error of this entry of a table carries. */
export type DetailsOf<Entry> = Entry extends Parameters
  ? Values<Entry>
  : { [R in keyof Entry]: Entry[R] extends Parameters ? { reason: R } & Values<Entry[R]> : never }[keyof Entry];

/** The argument may be left out where nothing goes along. */
export type DetailsArgument<Entry> =
  Record<never, never> extends DetailsOf<Entry> ? [details?: DetailsOf<Entry>] : [details: DetailsOf<Entry>];

/** The failures of the engine. */
export const engineErrors = {
  'text-too-short': {
    text: [],
    /** `needed`: by these batches, or where none are smaller by the smallest that there are. */
    tokens: ['tokens', 'needed'],
    /** `chunks`: those that the documents for training make, which is the largest batch size that would do. */
    documents: ['documents', 'tokens', 'chunks', 'sequenceLength', 'batchSize'],
    /** None of the documents for training has a token to predict. */
    'no-prediction': ['documents', 'tokens'],
    /** The batch size and sequence length are those that would fit. */
    batches: ['tokens', 'needed', 'batchSize', 'sequenceLength'],
    series: ['rows', 'needed'],
    sequences: [],
  },
  'invalid-data': {
    /** `lines`: the first of them. */
    'bad-rows': ['count', 'lines'],
    'no-column': ['columns'],
    'no-such-column': ['column', 'columns'],
    'vectors-need-words': [],
    'vectors-of-other-words': ['count'],
    'vectors-differ': ['line', 'found', 'expected'],
    'no-vectors': [],
    'needs-text': [],
    'needs-labels': [],
    'needs-tags': [],
    'needs-numbers': [],
    'no-training-now': [],
    'no-pattern': ['pattern'],
    'slow-pattern': ['pattern', 'seconds'],
    'nothing-known': [],
    'no-such-position': ['tokens'],
    'no-such-token': ['token'],
    'nothing-before': [],
    'no-such-output': ['outputs'],
    'text-too-short-to-look': ['tokens', 'steps'],
    'no-such-unit': ['layer'],
    'no-validation': [],
  },
  /** `problem`: a ModelProblemCode. What is in its sentence goes along. */
  'invalid-model': { problem: ['problem'] },
  /** A TrainingProblem's code. */
  'invalid-training': {
    'early-stopping-without-validation': [],
    'class-weights-without-classes': [],
    'class-weights-count': ['given', 'classes'],
    /** `variants`: those that are here, in a list. */
    'no-variant': ['variant', 'variants'],
    /** `other`: the variant with which a branch of the run would go on. */
    'no-variant-for-run': ['variant', 'variants', 'run', 'other'],
  },
  /**
   * `step`: the first whose loss was too high; networks before it were good. A training also tells, since outcomes are told,
   * `at`, the step at which it ended, `cause`, a DivergenceCause, `limit`, the loss that may be reached, and `loss`, where it is finite.
   */
  diverged: { training: ['step'], network: [] },
  'out-of-memory': { engine: [] },
  'invalid-checkpoint': [],
  internal: { engine: ['detail'], 'device-lost': ['detail'] },
} as const satisfies ErrorTable;

/** Why a file of weights cannot be used; whoever knows its name adds it. */
export const weightsFileErrors = {
  damaged: ['name'],
  'too-large': ['name'],
  newer: ['name'],
  'wrong-format': ['name', 'format'],
  'whole-model': ['name'],
  'no-tensors': ['name'],
  'no-keras-model': ['name'],
  'keras-class': ['name', 'class'],
  'several-outputs': ['name'],
  branched: ['name', 'layer'],
  'no-layers': ['name'],
  'no-recurrent-layer': ['name'],
  'unknown-layer': ['name', 'layer', 'detail'],
  'not-floats': ['name', 'type'],
  'not-finite': ['name', 'tensor'],
  'no-network': ['name'],
} as const satisfies Record<string, Parameters>;

export type WeightsFileDetails = {
  [R in keyof typeof weightsFileErrors]: { reason: R } & Omit<Values<(typeof weightsFileErrors)[R]>, 'name'>;
}[keyof typeof weightsFileErrors];

export type EngineFailure = keyof typeof engineErrors;
