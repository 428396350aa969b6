import type { FindingRule } from '../../../../../src-main/contract/doctor/doctor-records.ts';

interface Accepted {
  /** The rules that are right about the fault; the first names it. */
  rules: readonly [FindingRule, ...FindingRule[]];
  because: string;
}

/**
 * The rules that are right about each planted fault. They were chosen before there were rules, and change only where a
 * fault turns out to be different from the intended one.
 */
export const acceptedRules = {
  'rate-too-high-adam': {
    rules: ['learning-rate-too-high', 'rate-outside-found'],
    because: 'The rate alone was changed; that gates saturate or the loss diverges is its consequence.',
  },
  'rate-too-high-rmsprop': {
    rules: ['learning-rate-too-high', 'rate-outside-found'],
    because: 'As with Adam: every weight moves by about the rate at each step.',
  },
  'rate-too-high-plain': {
    rules: ['learning-rate-too-high', 'rate-outside-found'],
    because: 'Gradients are clipped, so that a step is at most as long as the rate times the norm of clipping.',
  },
  'rate-too-high-other-tasks': {
    rules: ['learning-rate-too-high', 'rate-outside-found'],
    because: 'Classifiers and taggers have no perplexity, but their losses tell the same.',
  },
  'rate-too-low-adam': {
    rules: ['learning-rate-too-low', 'rate-outside-found'],
    because: 'The loss has hardly moved when the training ends, and no other setting is to blame.',
  },
  'rate-too-low-plain': {
    rules: ['learning-rate-too-low', 'rate-outside-found'],
    because: 'Plain descent takes rates that are hundreds of times those of Adam, with which people mix them up.',
  },
  'rate-too-low-other-tasks': {
    rules: ['learning-rate-too-low', 'rate-outside-found'],
    because: 'The loss stays where it began.',
  },
  'exploding-without-clipping': {
    rules: ['exploding-gradients', 'bad-initialisation', 'learning-rate-too-high'],
    because:
      'Recurrent kernels that stretch make gradients grow from step to step. Other initial values cure the cause, and a smaller rate is what keeps weights in bounds where nothing clips.',
  },
  'exploding-though-clipped': {
    rules: ['exploding-gradients', 'bad-initialisation'],
    because: 'The norm is far above that of clipping all the time, so that only the direction of gradients is left.',
  },
  'vanishing-small-recurrent': {
    rules: ['vanishing-gradients', 'bad-initialisation'],
    because: 'Recurrent kernels that shrink forget within a few steps, which the initial values are the cause of.',
  },
  'vanishing-simple-cells': {
    rules: ['vanishing-gradients'],
    because:
      'Simple recurrent cells do not carry a gradient over the fifty symbols that the class depends on. Orthogonal kernels, which were planted at first, do at low rates.',
  },
  'gates-shut': {
    rules: ['saturated-gates', 'vanishing-gradients', 'bad-initialisation'],
    because:
      'The initial bias shuts the forget gates: they are saturated, the memory forgets, and the start is the cause.',
  },
  'gates-stuck-open': {
    rules: ['saturated-gates', 'bad-initialisation'],
    because: 'The initial bias opens the forget gates so far that they cannot learn to shut.',
  },
  'dead-units': {
    rules: ['dead-units', 'learning-rate-too-high'],
    because: 'Rectified units that a long step has switched off stay off. The rate is the cause of it.',
  },
  'all-zeros': {
    rules: ['bad-initialisation'],
    because: 'With kernels of nothing but zeros all units are and stay the same.',
  },
  'small-initial-values': {
    rules: ['bad-initialisation', 'vanishing-gradients'],
    because: 'Each layer of a stack makes signals and gradients smaller; Xavier’s initial values would keep them.',
  },
  'over-fitting-text': {
    rules: ['over-fitting', 'memorising', 'parameters-exceed-samples', 'wasted-epochs'],
    because: 'A large network reads a small text many times. All of these say so, and to stop early cures it.',
  },
  'over-fitting-classes': {
    rules: ['over-fitting', 'parameters-exceed-samples', 'wasted-epochs'],
    because: 'The same with few labelled texts, which a classifier does not recite.',
  },
  memorising: {
    rules: ['memorising', 'over-fitting', 'parameters-exceed-samples'],
    because: 'The network recites a text of a page. Its held-back part, a paragraph, shows over-fitting as well.',
  },
  'under-fitting-tiny': {
    rules: ['under-fitting', 'no-better-than-n-grams'],
    because: 'So few units cannot hold more than the last characters.',
  },
  'under-fitting-regularised': {
    rules: ['under-fitting', 'no-better-than-n-grams'],
    because: 'Dropout or a penalty of weights leaves too little of a network that would be large enough.',
  },
  'bptt-too-short': {
    rules: ['bptt-too-short'],
    because: 'The error is sent back over fewer steps than the text’s own dependencies are long.',
  },
  'class-imbalance': {
    rules: ['class-imbalance'],
    because: 'One class has a few per cent of the texts.',
  },
  'split-leak-rows': {
    rules: ['split-leak'],
    because: 'Rows are in the file several times, so that most of those that are held back have been learnt.',
  },
  'split-leak-text': {
    rules: ['split-leak'],
    because: 'The end of the text, which is held back, is a copy of what stands before.',
  },
  'texts-cut': {
    rules: ['texts-cut'],
    because: 'What decides about a text lies behind where the network stops reading.',
  },
  'too-few-validation-items': {
    rules: ['too-few-validation-items'],
    because: 'A handful of texts is held back, which choose no epoch.',
  },
  'wasted-epochs': {
    rules: ['wasted-epochs', 'over-fitting', 'plateau'],
    because:
      'What there is to learn was learnt in a fraction of the epochs; later the validation loss stays, or rises.',
  },
  plateau: {
    rules: ['plateau', 'learning-rate-too-low'],
    because: 'A schedule brings the rate to nothing long before the end.',
  },
  'batch-too-large': {
    rules: ['batch-too-large', 'learning-rate-too-low'],
    because: 'An epoch has one or two steps. Smaller batches give more of them, and a higher rate makes more of each.',
  },
  'vectors-missing': {
    rules: ['low-embedding-coverage'],
    because: 'Most words have no vector in the file that the embedding is read from and kept as.',
  },
} as const satisfies Record<string, Accepted>;

export type FaultId = keyof typeof acceptedRules;
