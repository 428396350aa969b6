import { findingClaims } from '../../../src-main/contract/doctor/finding-claims.ts';
import {
  findingDataChanges,
  findingDoubts,
  findingLimits,
  findingMeasures,
} from '../../../src-main/contract/doctor/finding-words.ts';

/** The sentences of the doctor about a training; those of its findings are the command line's too. */
export const doctor = {
  title: 'Doctor',
  early: 'The doctor looks at the first measurements as soon as there are some.',
  quiet: 'Nothing wrong was found in what was measured up to step {step}.',
  quietWhole: 'Nothing wrong was found in the measurements of this run.',
  dataUnread: 'The data has not been looked at yet.',
  measure: 'Look at the data too',
  measuring: 'Looking at the data…',
  others: 'One more finding | One more finding | {n} more findings',
  figures: 'One figure to know | One figure to know | {n} figures to know',
  dismissedCount: 'One dismissed | One dismissed | {n} dismissed',
  evidence: 'Evidence',
  certainty: 'Certainty',
  shownIn: '{chart}, steps {from} to {to}',
  shownAt: '{chart}, step {from}',
  charts: {
    loss: 'Loss',
    'gradient-norm': 'Gradient norm',
    'learning-rate': 'Learning rate',
    'update-ratio': 'Update / weight ratio',
    saturation: 'Gate saturation',
  },
  severities: { fault: 'Fault', warning: 'Warning', note: 'Figure' },
  confidence: { high: 'almost certain', middle: 'likely', low: 'possible' },
  fix: {
    branch: 'Branch from step {step}: {changes}',
    branchLast: 'Branch: {changes}',
    'new-run': 'New run: {changes}',
    'keep-checkpoint': 'Pin the network of step {step}, so that it stays',
    change: '{setting} {before} → {after}',
    ofLayer: '{layer}: {field}',
    layers: 'Layers {numbers}',
    layersDash: '–',
    layersSeparator: ' and ',
    balance: 'let all classes count the same',
    separator: ', ',
    toData: 'Open the data',
    toNewRun: 'Set up a new run',
    kept: 'The network of step {step} is pinned.',
  },
  fixed: 'The fix has been made.',
  compareFixed: 'Compare with {name}',
  trial: {
    now: 'Prove it with five pairs of short trainings',
    night: 'Tonight',
    running:
      'Short trainings with and without the fix: one is still to come. | Short trainings with and without the fix: one is still to come. | Short trainings with and without the fix: {n} are still to come.',
    none: 'No verdict: too many of the short trainings were stopped or deleted.',
    see: 'See the pairs',
    kept: '{verdict} What is compared are the networks that the trainings end with.',
    saved: '{verdict} With the fix, {n} of {all} steps are saved on average.',
    outcomes: {
      helped:
        'It helped: the validation loss is {difference} lower (95 % interval of the difference {low} to {high}, {pairs} pairs of seeds).',
      'no-effect':
        'It has no effect: the difference is smaller than {margin} (95 % interval {low} to {high}, {pairs} pairs of seeds).',
      harmed:
        'It harmed: the validation loss is {difference} higher (95 % interval of the difference {low} to {high}, {pairs} pairs of seeds).',
      'too-noisy':
        'Too noisy to say: the seeds differ by more than the fix does (95 % interval of the difference {low} to {high}, {pairs} pairs).',
    },
  },
  dismiss: {
    action: 'Dismiss…',
    title: 'Dismiss this finding',
    text: 'It is not shown again for this model. You can take that back at any time.',
    reason: 'Reason',
    usual: {
      wanted: 'It is meant to be so',
      wrong: 'It is wrong',
      known: 'I know, and accept it',
      other: 'Another reason',
    },
    words: 'In your own words',
    submit: 'Dismiss',
  },
  dismissed: {
    title: 'Dismissed findings',
    text: 'They are not shown for this model.',
    recall: 'Show again',
    at: '{reason} · {time}',
    gone: 'It would not be found now.',
  },
  mark: 'One finding: {first} | One finding: {first} | {n} findings, first: {first}',
  before: {
    title: 'Before you start',
    text: 'Advice, which does not keep you from starting.',
    quiet: 'Nothing speaks against these settings.',
    advice: 'Better: {changes}',
    apply: 'Change it: {changes}',
  },
  logFound: 'Doctor: {finding}',
  /** `claim` is the finding of a rule, and `because` the most telling number. */
  sentence: '{claim}: {because}.',
  claimAlone: '{claim}.',
  figure: '{label} {value}',
  figureWithLimit: '{label} {value} ({limit})',
  rules: findingClaims,
  because: {
    'learning-rate-too-high': {
      'diverged-at-step': 'the training diverged at step {value}',
      'loss-limit': 'the loss reached {value}, where {limit} is the most that is healthy',
      'loss-at-end': 'the loss began at {limit}, and is {value} on average in the second half',
      'saturated-share':
        '{value} of the values of gates and states sit at the ends of their range, where they were free at first',
      'loss-jump': 'the loss has come back up from {limit} to {value}',
      'update-ratio':
        'each step changes the weights by {value} of their size, where {limit} is the most that is healthy',
      'validation-loss': 'the validation loss is {value}, and counting how often each token occurs gives {limit}',
    },
    'learning-rate-too-low': {
      'update-ratio':
        'each step changes the weights by {value} of their size, where {limit} is the least that gets anywhere',
      'learning-rate': 'with {value}, where {limit} is usual, all steps together did not get far',
    },
    'exploding-gradients': {
      'gradient-norm': 'their norm is {value}, where {limit} would be the most',
    },
    'vanishing-gradients': {
      'gradient-span': 'they reach {value} steps back, and the data asks for {limit}',
      'recurrent-gradient-share':
        'only {value} of them is left at the far end of a sequence, where {limit} would be the least',
      'kernel-gain': 'each step back multiplies them by {value}, where {limit} would be the least',
      'layer-gradient-ratio': 'the first recurrent layer gets {value} of what the last one gets',
    },
    'saturated-gates': {
      'saturated-share':
        '{value} of the values sit at the ends of their range, where {limit} is the most that is usual',
    },
    'dead-units': {
      'dead-share': '{value} of the units of a layer never change, where {limit} is the most that is usual',
    },
    'bad-initialisation': {
      'first-loss': 'its first loss was {value}, and a mere guess stays below {limit}',
      'initial-variance': 'the variance of a layer’s signal is {value} before the first step',
    },
    'over-fitting': {
      'validation-loss': 'the validation loss has risen from {limit} to {value}',
    },
    'under-fitting': {
      dropout: 'dropout of {value} takes away too much',
      l2: 'an L2 penalty of {value} holds the weights down too hard',
      units: 'it has too few units, {value} in its widest recurrent layer',
      'train-loss': 'the training loss is still {value}, and a mere guess has {limit}',
    },
    'bptt-too-short': {
      'sequence-length': 'their length is {value}, and should be at least {limit}',
      'dependency-length': 'it reaches back {value} tokens, and their length is {limit}',
    },
    'class-imbalance': {
      'largest-class-share': '{value} of all samples are of one class',
      'class-recall': 'of the rarest class it finds {value}',
      'smallest-class-items': 'the rarest class has {value} samples',
    },
    'split-leak': {
      'leaked-share': '{value} of the validation data is in the training data too',
    },
    'texts-cut': {
      'cut-share': '{value} of the texts are longer than what is read',
    },
    'too-few-validation-items': {
      'validation-items': '{value} held back, where at least {limit} are needed',
    },
    'wasted-epochs': {
      'epochs-without-gain': '{value} of them gained no more than chance does',
    },
    memorising: {
      'train-loss': 'a training loss of {value} is that of a text known by heart',
      'copied-share': '{value} of the 20-grams that it writes are copied from there',
      'longest-copy': 'it has copied {value} tokens in a row',
    },
    'no-better-than-n-grams': {
      'bigram-loss': 'a bigram model, which counts pairs, has a loss of {value}',
      'five-gram-loss': 'a 5-gram model has a loss of {value}',
    },
    plateau: {
      'learning-rate': 'the learning rate has fallen to {value}, too low to get any further',
    },
    'batch-too-large': {
      'steps-per-epoch': 'the number of steps in an epoch is {value}, and should be above {limit}',
    },
    'parameters-exceed-samples': {
      'parameters-per-item': 'there are {value} for each of them',
    },
    'low-embedding-coverage': {
      'missing-vectors-share': '{value} of the words of the text are without one',
    },
    'seed-noise': {
      'loss-difference': 'it is {value}, and seeds alone make up to {limit}',
    },
    'rate-outside-found': {
      'learning-rate': 'it is {value}, and that range ends at {limit}',
    },
  },
  doubts: findingDoubts,
  measures: findingMeasures,
  limits: findingLimits,
  data: findingDataChanges,
};
