import { taskNames, type InputSpec, type Task } from '../spec/model-spec.ts';

/**
 * The facts about a task that need no computation. They are plain data, because the contract, the windows and the
 * command line read them too.
 */
export interface TaskFacts {
  /** The name in specifications and stored runs. */
  task: Task;
  /** English words for messages: a model of this task, and what it does. */
  words: { model: string; does: string };
  /** The kinds of input that a model can read. */
  inputs: readonly InputSpec['kind'][];
  /**
   * The pieces of data that a model reads: `chunks` are those of running text, each of which goes on where the one
   * before ended, and `sequences` stand by themselves.
   */
  reads: 'chunks' | 'sequences';
  /** The thing that an output belongs to: each step, the whole sequence, or a time after its end. */
  outputsPer: 'step' | 'sequence' | 'horizon';
  /** The meaning of an output: scores of the vocabulary's tokens, scores of named classes, or numbers. */
  outputsAre: 'tokens' | 'classes' | 'numbers';
  loss: 'cross-entropy' | 'squared-error';
  /** Kinds of dataset that a model of this task learns from; those that are made for it come first. */
  datasets: readonly DatasetContentKind[];
  /** English words for the data that it learns from, and the reason of the error `invalid-data` that asks for it. */
  needs: { words: string; reason: 'needs-text' | 'needs-labels' | 'needs-tags' | 'needs-numbers' };
  /** The metrics of the validation part, the most telling one first. */
  metrics: readonly MetricFacts[];
  /** The abilities of a trained model. */
  abilities: readonly TaskAbility[];
}

export type DatasetContentKind =
  'text' | 'labelled' | 'tagged' | 'numeric' | 'sequences' | 'series' | 'labelled-series';

/**
 * A model that can `generate` writes text, `classify` tells the class of a text, `tag` tells a class for each token,
 * and `forecast` predicts numbers.
 */
type TaskAbility = 'generate' | 'classify' | 'tag' | 'forecast';

export type MetricName = (typeof metricNames)[number];

export const metricNames = [
  'loss',
  'perplexity',
  'bitsPerCharacter',
  'bitsPerWord',
  'bitsPerByte',
  'accuracy',
  'f1Macro',
  'f1Micro',
  'precision',
  'recall',
  'entityF1',
  'entityPrecision',
  'entityRecall',
  'mae',
  'rmse',
  'r2',
  'mase',
] as const;

/**
 * The unit of a metric: `nats` are those of the loss; `squared` is for the loss of numbers, in the units in which the
 * network predicts; `choices` counts equally likely tokens; `bits` are those of a unit of text; a `share` goes from 0 to 1 and
 * is shown in per cent; `value` is the unit of the column that is predicted; a `ratio` has no unit.
 */
type MetricUnit = 'nats' | 'squared' | 'choices' | 'bits' | 'share' | 'value' | 'ratio';

export interface MetricFacts {
  name: MetricName;
  /** The direction that is better. */
  better: 'higher' | 'lower';
  unit: MetricUnit;
  /**
   * The source of the metric: it is a function of the validation loss, or one of the `validationScores` of an epoch.
   */
  from: 'loss' | 'scores';
}

const share = (name: MetricName): MetricFacts => ({ name, better: 'higher', unit: 'share', from: 'scores' });
const error = (name: MetricName, unit: MetricUnit): MetricFacts => ({ name, better: 'lower', unit, from: 'scores' });
const bits = (name: MetricName): MetricFacts => ({ name, better: 'lower', unit: 'bits', from: 'loss' });
const nats: MetricFacts = { name: 'loss', better: 'lower', unit: 'nats', from: 'loss' };

/** The facts about each task. */
export const taskFacts: { readonly [T in Task]: TaskFacts & { task: T } } = {
  'language-model': {
    task: 'language-model',
    words: { model: 'language model', does: 'writes text' },
    reads: 'chunks',
    inputs: ['tokens'],
    outputsPer: 'step',
    outputsAre: 'tokens',
    loss: 'cross-entropy',
    datasets: ['text', 'labelled'],
    needs: { words: 'texts', reason: 'needs-text' },
    metrics: [
      nats,
      { name: 'perplexity', better: 'lower', unit: 'choices', from: 'loss' },
      bits('bitsPerCharacter'),
      bits('bitsPerWord'),
      bits('bitsPerByte'),
      share('accuracy'),
    ],
    abilities: ['generate'],
  },
  classification: {
    task: 'classification',
    words: { model: 'classifier', does: 'tells classes apart' },
    reads: 'sequences',
    inputs: ['tokens', 'features'],
    outputsPer: 'sequence',
    outputsAre: 'classes',
    loss: 'cross-entropy',
    datasets: ['labelled', 'labelled-series'],
    needs: { words: 'texts with labels', reason: 'needs-labels' },
    metrics: [share('accuracy'), share('f1Macro'), share('f1Micro'), share('precision'), share('recall'), nats],
    abilities: ['classify'],
  },
  tagging: {
    task: 'tagging',
    words: { model: 'tagger', does: 'tags tokens' },
    reads: 'sequences',
    inputs: ['tokens'],
    outputsPer: 'step',
    outputsAre: 'classes',
    loss: 'cross-entropy',
    datasets: ['tagged'],
    needs: { words: 'tokens with a tag each', reason: 'needs-tags' },
    metrics: [share('entityF1'), share('entityPrecision'), share('entityRecall'), share('accuracy'), nats],
    abilities: ['tag'],
  },
  // Stored specifications, bundles and checkpoints know forecasting by the name that it had at first.
  regression: {
    task: 'regression',
    words: { model: 'forecaster', does: 'predicts numbers' },
    reads: 'sequences',
    inputs: ['features', 'tokens'],
    outputsPer: 'horizon',
    outputsAre: 'numbers',
    loss: 'squared-error',
    datasets: ['series', 'numeric', 'sequences'],
    needs: { words: 'numbers', reason: 'needs-numbers' },
    metrics: [
      error('mae', 'value'),
      error('rmse', 'value'),
      { name: 'r2', better: 'higher', unit: 'ratio', from: 'scores' },
      error('mase', 'ratio'),
      { ...nats, unit: 'squared' },
    ],
    abilities: ['forecast'],
  },
};

/** Tells whether a figure means something for models of a task. */
export function isMeasured(task: Task, metric: MetricName): boolean {
  return taskFacts[task].metrics.some(({ name }) => name === metric);
}

/** Tells whether something can be done with a trained model of a task. */
export function can(task: Task, ability: TaskAbility): boolean {
  return taskFacts[task].abilities.includes(ability);
}

/** The tasks whose models learn from a kind of dataset, the one that it is made for first. */
export function tasksOf(kind: DatasetContentKind): Task[] {
  const place = (task: Task) => taskFacts[task].datasets.indexOf(kind);
  return taskNames.filter((task) => place(task) >= 0).toSorted((a, b) => place(a) - place(b));
}
