import { z } from 'zod';
import { startRun } from '../runs/start-records.ts';
import { modelSpecSchema, tokenizerSpecSchema, trainSpecSchema } from '../spec-schemas.ts';

/** The rules of the doctor, named after the faults that they find. */
export const findingRules = [
  'learning-rate-too-high',
  'learning-rate-too-low',
  'exploding-gradients',
  'vanishing-gradients',
  'saturated-gates',
  'dead-units',
  'bad-initialisation',
  'over-fitting',
  'under-fitting',
  'bptt-too-short',
  'class-imbalance',
  'split-leak',
  'texts-cut',
  'too-few-validation-items',
  'wasted-epochs',
  'memorising',
  'no-better-than-n-grams',
  'plateau',
  'batch-too-large',
  'parameters-exceed-samples',
  'low-embedding-coverage',
  'seed-noise',
  'rate-outside-found',
] as const;

/** A `fault` spoils the training, a `warning` costs some of what it could reach, and a `note` is a figure to know. */
const findingSeverities = ['fault', 'warning', 'note'] as const;

/** The units of the numbers that a finding rests on. */
export const findingUnits = [
  'nats',
  'share',
  'ratio',
  'norm',
  'rate',
  'steps',
  'epochs',
  'tokens',
  'items',
  'parameters',
  'units',
] as const;

/** The quantities that were measured; the name of each says what the number is, and clients have a sentence for it. */
export const findingMeasures = [
  'first-loss',
  'chance-loss',
  'loss-at-beginning',
  'loss-at-end',
  'best-loss',
  'loss-limit',
  'loss-jump',
  'loss-fall',
  'diverged-at-step',
  'alpha',
  'update-ratio',
  'learning-rate',
  'learning-rate-found',
  'gradient-norm',
  'gradient-growth',
  'clip-norm',
  'clipped-share',
  'gradient-span',
  'recurrent-gradient-share',
  'kernel-gain',
  'layer-gradient-ratio',
  'dependency-length',
  'sequence-length',
  'saturated-share',
  'layer',
  'dead-share',
  'initial-variance',
  'train-loss',
  'validation-loss',
  'validation-rise',
  'loss-gap',
  'best-epoch',
  'epochs-without-gain',
  'last-gain-epoch',
  'epochs',
  'parameters',
  'units',
  'predicted-items',
  'parameters-per-item',
  'largest-class-share',
  'smallest-class-items',
  'class-recall',
  'balanced-accuracy',
  'leaked-items',
  'leaked-share',
  'cut-texts',
  'cut-share',
  'longest-text',
  'validation-items',
  'loss-error',
  'bigram-loss',
  'five-gram-loss',
  'copied-share',
  'longest-copy',
  'steps-per-epoch',
  'batch-size',
  'dropout',
  'missing-vectors-share',
  'loss-difference',
  'seed-spread',
  'l2',
] as const;

/** The charts of the dashboard that can show where a finding comes from. */
export const findingCharts = ['loss', 'gradient-norm', 'learning-rate', 'update-ratio', 'saturation'] as const;

/** The reasons for which a finding may be wrong. */
export const findingDoubts = [
  'may-recover',
  'noisy-batches',
  'short-training',
  'hard-data',
  'rare-long-texts',
  'already-clipped',
  'sparse-code',
  'gates-that-decide',
  'small-validation',
  'nothing-chosen',
  'vectors-suffice',
  'wanted-by-design',
  'other-data-is-like-it',
  'no-better-possible',
  'repeats-are-natural',
  'rare-class-unimportant',
  'regularised-elsewhere',
] as const;

/** The ideas of the course that explain findings: see the page of the lessons. */
export const findingIdeas = [
  'gates',
  'vanishingGradient',
  'clipping',
  'learningRate',
  'softsign',
  'xavier',
  'overfitting',
  'confusion',
  'earlyStopping',
  'stacking',
  'bidirectional',
  'perplexity',
] as const;

/** Changes to the data that only a person can make. */
export const dataChanges = [
  'remove-duplicates',
  'add-texts',
  'hold-back-more',
  'add-rare-class',
  'repeat-with-seeds',
  'other-vectors',
] as const;

/** A new run like the one that the finding is about, except for these settings. */
const newRunChanges = z.object({
  tokenizer: tokenizerSpecSchema.exactOptional(),
  model: modelSpecSchema.exactOptional(),
  balanceClasses: z.boolean().exactOptional(),
  train: trainSpecSchema.partial().exactOptional(),
});

/** A remedy for a finding, ready to be carried out. */
const findingFix = z.discriminatedUnion('kind', [
  /** The fix continues from a checkpoint of the run with these settings changed. */
  z.object({ kind: z.literal('branch'), checkpointId: z.string(), train: trainSpecSchema.partial() }),
  /** The fix starts anew, since the beginning is at fault. */
  z.object({ kind: z.literal('new-run'), changes: newRunChanges }),
  /** The fix uses a network that already exists. */
  z.object({ kind: z.literal('keep-checkpoint'), checkpointId: z.string() }),
  z.object({ kind: z.literal('data'), change: z.enum(dataChanges) }),
]);

const finding = z.object({
  rule: z.enum(findingRules),
  severity: z.enum(findingSeverities),
  /** The likelihood that the finding is right, from 0 to 1. */
  confidence: z.number().min(0).max(1),
  /**
   * The numbers that the finding rests on, the most telling first; `limit` is the bound that the number should not
   * pass.
   */
  evidence: z.array(
    z.object({
      measure: z.enum(findingMeasures),
      value: z.number(),
      limit: z.number().optional(),
      unit: z.enum(findingUnits).optional(),
    }),
  ),
  /** The part of a chart that shows the finding; null means that no chart does. */
  region: z.object({ chart: z.enum(findingCharts), fromStep: z.int(), toStep: z.int() }).nullable(),
  /** The reason for which the finding would be wrong. */
  doubt: z.enum(findingDoubts),
  idea: z.enum(findingIdeas).nullable(),
  /** An estimate of the share of the loss that the fix takes away, by which findings are ranked. */
  expectedGain: z.number(),
  fix: findingFix.nullable(),
});

/** A finding that a person does not want to see again for this model. */
const dismissal = z.object({ rule: z.enum(findingRules), reason: z.string(), at: z.int() });

/** The time and the step at which a finding of a run was first seen. */
const sighting = z.object({ rule: z.enum(findingRules), step: z.int(), at: z.int() });

export const diagnosis = z.object({
  /** The first findings, at most three, ordered by the worth of their fixes. */
  open: z.array(finding),
  /** All other findings that were not dismissed, in the same order: less important ones, and notes. */
  others: z.array(finding),
  /** The findings that were seen in this run until now, the first ones first; empty before a start. */
  sightings: z.array(sighting),
  dismissed: z.array(dismissal.extend({ finding: finding.nullable() })),
  /**
   * `true` means that the data is still to be measured, after which there may be more findings: ask again with
   * `measure`.
   */
  isPartial: z.boolean(),
});

/** `measure` waits until everything that rules need to know of the data is measured, which may take a while. */
export const doctorInput = z.object({ runId: z.string(), measure: z.boolean().default(false) });

/** The same input as that of `runs.start`, before which this is asked. */
export const doctorBeforeInput = startRun.extend({ measure: z.boolean().default(false) });

export const dismissFinding = z.object({
  runId: z.string(),
  rule: z.enum(findingRules),
  reason: z.string().trim().min(1).max(1000),
});

export const recallFinding = dismissFinding.omit({ reason: true });

/** The most runs whose marks can be asked for at once. */
export const longestMarkList = 200;
export const doctorMarksInput = z.object({ runIds: z.array(z.string()).max(longestMarkList) });

/** The worst finding of each run that has one, as far as it is known without measuring. */
export const doctorMarks = z.array(
  z.object({
    runId: z.string(),
    rule: z.enum(findingRules),
    severity: z.enum(findingSeverities),
    /** The number of open findings. */
    count: z.int(),
  }),
);

/** The run and the rule of the finding whose fix is carried out. */
export const applyFix = z.object({ runId: z.string(), rule: z.enum(findingRules) });

export type FindingRule = (typeof findingRules)[number];
export type FindingMeasure = (typeof findingMeasures)[number];
export type FindingDoubt = (typeof findingDoubts)[number];
export type FindingFix = z.infer<typeof findingFix>;
export type NewRunChanges = z.infer<typeof newRunChanges>;
export type Finding = z.infer<typeof finding>;
export type Evidence = Finding['evidence'][number];
export type Diagnosis = z.infer<typeof diagnosis>;
export type Sighting = z.infer<typeof sighting>;
export type Dismissal = z.infer<typeof dismissal>;
export type DoctorInput = z.infer<typeof doctorInput>;
export type DoctorBeforeInput = z.infer<typeof doctorBeforeInput>;
export type DismissFinding = z.infer<typeof dismissFinding>;
export type RecallFinding = z.infer<typeof recallFinding>;
export type DoctorMarks = z.infer<typeof doctorMarks>;
export type ApplyFix = z.infer<typeof applyFix>;
