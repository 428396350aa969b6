/** How much each class counts in the loss. */
export const classWeights = {
  title: 'Class weights',
  equal: 'Every sample counts the same',
  balanced: 'Balanced: every class counts the same',
  byClass: 'By class',
  equalNote: 'A class that is frequent decides most of what is learnt.',
  balancedNote: 'Rare classes count more, so that leaving them out does not pay. These are the weights:',
  byClassNote: 'How much a sample of each class counts. 1 is as usual, 0 leaves the class out.',
  weightOf: 'Weight of {label}',
  samples: '{n} sample | {n} samples',
  needsDataset: 'Choose a dataset with classes first: each of them gets a weight.',
  more: 'And {n} classes more.',
};

/** Vectors of words that a network begins with. */
export const vectors = {
  title: 'Word vectors from a file',
  drop: 'Drop a file of word vectors here',
  hint: 'GloVe or word2vec, as text: a word and its numbers on each line. The embedding begins with them instead of chance.',
  needsWords: 'Vectors belong to words: choose words as tokens to begin with a file of them.',
  needsDataset: 'Choose a dataset first: its words are looked up in the file.',
  useWords: 'Use words',
  reading: 'Looking the words up…',
  coverage: '{share} of the text has a vector: {found} of {words} words, {dim} numbers each.',
  lowerCase: '{n} of them by the lower case. | {n} of them by the lower case.',
  missing: 'Without one: {words}',
  malformed: '{n} line is no vector. | {n} lines are no vectors.',
  trainable: 'Go on training the vectors',
  frozenNote: 'Frozen: the vectors stay as the file has them.',
  remove: 'Begin without vectors',
};

/** Variance of outputs and gradients before anything is learnt. */
export const signals = {
  title: 'Variance of each layer at the start',
  note: 'What a batch becomes on its way through the layers before anything is learnt, and its gradient on the way back, measured with the initial values and the seed that are set. Both should be about as large at one end as at the other.',
  noteRandom: 'There is no dataset yet, so the batch is made up by chance.',
  layer: 'Layer',
  outputs: 'Outputs',
  gradients: 'Gradients',
  none: 'none',
  needsModel: 'Solve the problems of the stack to measure it.',
  trends: { shrinks: '{share} × the layer before: shrinks', grows: '{share} × the layer before: grows' },
  kept: 'Outputs keep their size through the recurrent layers, between {least} and {most} times that of the first.',
  shrinks:
    'Outputs shrink to {share} of the first layer’s variance by {layer}. Larger initial values, such as Xavier, keep them up.',
  grows:
    'Outputs grow to {share} times the first layer’s variance by {layer}. Smaller initial values, such as Xavier, keep them down.',
  gradientShrinks:
    'On the way back, gradients shrink to {share} of the variance that they have at {layer}: the first layers learn next to nothing at the start.',
  gradientGrows: 'On the way back, gradients grow to {share} times the variance that they have at {layer}.',
  zeroBelow:
    'No gradient reaches the layers below {layer} at first, since its initial values are 0. That passes after the first step.',
};
