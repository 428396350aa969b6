import type {
  Evidence,
  Finding,
  FindingDoubt,
  FindingFix,
  FindingMeasure,
  FindingRule,
} from '../../contract/doctor/doctor-records.ts';
import { formatCount, formatLoss } from '../formats.ts';

const sentences: Record<FindingRule, string> = {
  'learning-rate-too-high': 'The learning rate is too high: steps throw away what was learnt',
  'learning-rate-too-low': 'The learning rate is too low: the weights hardly move',
  'exploding-gradients': 'Gradients explode: they are far above what clipping lets through, for long',
  'vanishing-gradients': 'Gradients vanish: the first steps of a sequence, or the first layers, hardly learn',
  'saturated-gates': 'Most gates or states are saturated, where they hardly learn',
  'dead-units': 'Many units are dead: they give the same value whatever they read',
  'bad-initialisation': 'The initial weights are bad: training begins further off than a guess',
  'over-fitting': 'The network over-fits: what it learnt by heart harms it on what it has not seen',
  'under-fitting': 'The network under-fits: it cannot even learn what it trains on',
  'bptt-too-short': 'Gradients reach less far back than the data depends on',
  'class-imbalance': 'Some classes are so rare that the network can do without them',
  'split-leak': 'Samples that validate are also trained on, so the validation loss flatters',
  'texts-cut': 'Many texts are cut off before their end',
  'too-few-validation-items': 'Too few items validate to tell one epoch from another',
  'wasted-epochs': 'The last epochs were wasted: they made nothing better',
  memorising: 'The network recites its training text',
  'no-better-than-n-grams': 'Counting neighbouring tokens does as well as the network',
  plateau: 'Training stands still',
  'batch-too-large': 'Batches are so large that there are few steps to learn by',
  'parameters-exceed-samples': 'There are far more parameters than things to learn from',
  'low-embedding-coverage': 'Few words of the data have a vector in the file',
  'seed-noise': 'The runs differ by no more than seeds do',
  'rate-outside-found': 'The learning rate lies outside what the learning-rate finder saw work',
};

const measures: Record<FindingMeasure, string> = {
  'first-loss': 'first loss',
  'chance-loss': 'loss of a guess',
  'loss-at-beginning': 'loss at the beginning',
  'loss-at-end': 'loss at the end',
  'best-loss': 'best loss',
  'loss-limit': 'loss against what it may reach',
  'loss-jump': 'loss at the end against its lowest',
  'loss-fall': 'fall of the loss',
  'diverged-at-step': 'diverged at step',
  alpha: 'place of a step in its valley, α',
  'update-ratio': 'change of the weights by a step',
  'learning-rate': 'learning rate against the usual one',
  'learning-rate-found': 'learning rate that the finder picked',
  'gradient-norm': 'gradient norm',
  'gradient-growth': 'growth of the gradient norm',
  'clip-norm': 'clipping norm',
  'clipped-share': 'share of clipped steps',
  'gradient-span': 'steps back that a gradient reaches',
  'recurrent-gradient-share': 'share of the gradient at the far end of a sequence',
  'kernel-gain': 'factor of the gradient a step back',
  'layer-gradient-ratio': 'gradient of the first recurrent layer against the last',
  'dependency-length': 'steps back that the data depends on',
  'sequence-length': 'sequence length',
  'saturated-share': 'saturated share',
  layer: 'layer',
  'dead-share': 'share of dead units',
  'initial-variance': 'variance of the weakest layer before training',
  'train-loss': 'training loss',
  'validation-loss': 'validation loss against its best',
  'validation-rise': 'rise of the validation loss',
  'loss-gap': 'validation loss less training loss',
  'best-epoch': 'best epoch',
  'epochs-without-gain': 'epochs without a gain that is more than chance',
  'last-gain-epoch': 'epoch of the last such gain',
  epochs: 'epochs',
  parameters: 'parameters',
  units: 'units of the widest layer',
  'predicted-items': 'things to predict',
  'parameters-per-item': 'parameters for each thing to predict',
  'largest-class-share': 'share of the largest class',
  'smallest-class-items': 'samples of the smallest class',
  'class-recall': 'recall of the rarest class',
  'balanced-accuracy': 'mean recall of the classes',
  'leaked-items': 'validation items that are trained on',
  'leaked-share': 'share of the validation items',
  'cut-texts': 'texts that are cut',
  'cut-share': 'share of the texts',
  'longest-text': 'longest text',
  'validation-items': 'validation items',
  'loss-error': 'standard error of the validation loss',
  'bigram-loss': 'loss of a bigram',
  'five-gram-loss': 'loss of a 5-gram',
  'copied-share': 'share of 20-grams that are copied',
  'longest-copy': 'longest copy',
  'steps-per-epoch': 'steps an epoch',
  'batch-size': 'batch size',
  dropout: 'dropout',
  'missing-vectors-share': 'share of the words without a vector',
  'loss-difference': 'difference of the losses',
  'seed-spread': 'difference that seeds make',
  l2: 'penalty of the weights',
};

const doubts: Record<FindingDoubt, string> = {
  'may-recover': 'the loss falls again by itself',
  'noisy-batches': 'single batches differ more than the network does',
  'short-training': 'the training was too short to tell',
  'hard-data': 'the data has nothing more to learn',
  'rare-long-texts': 'the ends of long texts say nothing new',
  'already-clipped': 'clipping is what keeps it stable, and it learns well',
  'sparse-code': 'the network means its units to be silent most of the time',
  'gates-that-decide': 'the gates have learnt to decide clearly',
  'small-validation': 'so few items validate that it is chance',
  'nothing-chosen': 'no epoch and no setting is chosen by them',
  'vectors-suffice': 'the words without a vector tell nothing',
  'wanted-by-design': 'it is meant to be so',
  'other-data-is-like-it': 'new data is just like the data here',
  'no-better-possible': 'the text has no longer dependencies',
  'repeats-are-natural': 'such data repeats itself naturally',
  'rare-class-unimportant': 'nobody asks for the rare class',
  'regularised-elsewhere': 'something else keeps the network from learning by heart',
};

/** A finding in lines for a person: a sentence, the numbers, the remedy, and the reason for which it would be wrong. */
export function findingLines(finding: Finding, place: number): string[] {
  const { rule, severity, confidence, evidence, doubt, fix } = finding;
  return [
    `${place}. ${sentences[rule]} (${rule}, ${severity}, ${Math.round(100 * confidence)} % sure).`,
    ...(evidence.length === 0 ? [] : [`   ${evidence.map(describeEvidence).join('; ')}`]),
    ...(fix === null ? [] : [`   What to do: ${describeFix(fix)}`]),
    `   It would be wrong if ${doubts[doubt]}.`,
  ];
}

function describeEvidence({ measure, value, limit, unit }: Evidence): string {
  const limited = limit === undefined ? '' : ` (${formatValue(limit, unit)})`;
  return `${measures[measure]} ${formatValue(value, unit)}${limited}`;
}

function formatValue(value: number, unit: Evidence['unit']): string {
  switch (unit) {
    case 'nats':
      return formatLoss(value);
    case 'share':
      return `${(100 * value).toFixed(value < 0.1 ? 1 : 0)} %`;
    case 'steps':
    case 'epochs':
    case 'tokens':
    case 'items':
    case 'parameters':
    case 'units':
      return formatCount(Math.round(value));
    default:
      return String(Number(value.toPrecision(3)));
  }
}

function describeFix(fix: FindingFix): string {
  switch (fix.kind) {
    case 'branch':
      return `branch from an earlier checkpoint with ${describeChanges(fix.train)}`;
    case 'new-run':
      return `train anew with ${describeChanges({ ...fix.changes.train, ...otherChanges(fix.changes) })}`;
    case 'keep-checkpoint':
      return `use checkpoint ${fix.checkpointId.slice(0, 8)}, the best one`;
    case 'data':
      return dataChanges[fix.change];
  }
}

const dataChanges: Record<Extract<FindingFix, { kind: 'data' }>['change'], string> = {
  'remove-duplicates': 'remove the duplicates from the data, or let a file of its own validate',
  'add-texts': 'bring more data',
  'hold-back-more': 'let more items validate',
  'add-rare-class': 'bring more samples of the rare class',
  'repeat-with-seeds': 'repeat each run with several seeds before they are compared',
  'other-vectors': 'take vectors that were made from such texts, or let the embedding learn',
};

function otherChanges({ model, tokenizer, balanceClasses }: Extract<FindingFix, { kind: 'new-run' }>['changes']) {
  return {
    ...(model !== undefined && { network: 'another one' }),
    ...(tokenizer !== undefined && { tokenizer: tokenizer.type }),
    ...(balanceClasses === true && { classes: 'balanced' }),
  };
}

function describeChanges(changes: Readonly<Record<string, unknown>>): string {
  return Object.entries(changes)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
}
