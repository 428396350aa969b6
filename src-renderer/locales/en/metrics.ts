/** Names of what is measured on the validation part. */
export const metrics = {
  loss: 'Validation loss',
  perplexity: 'Perplexity',
  bitsPerCharacter: 'Bits per character',
  bitsPerWord: 'Bits per word',
  bitsPerByte: 'Bits per byte',
  bitsShort: { character: '{bits} bits/char', word: '{bits} bits/word', byte: '{bits} bits/byte' },
  bitsPer: { character: 'Bits per character', word: 'Bits per word', byte: 'Bits per byte' },
  bitsWhole: '{character} bits per character, {word} per word, {byte} per byte',
  accuracy: 'Accuracy',
  f1Macro: 'F1 (macro)',
  f1Micro: 'F1 (micro)',
  precision: 'Precision',
  recall: 'Recall',
  entityF1: 'Entity F1',
  entityPrecision: 'Entity precision',
  entityRecall: 'Entity recall',
  mae: 'MAE',
  rmse: 'RMSE',
  r2: 'R²',
  mase: 'MASE',
  best: 'best {name}',
  ofEpoch: 'epoch {epoch}',
  higher: 'higher is better',
  lower: 'lower is better',
  class: 'Class',
  support: 'Samples',
  column: 'Column',
  byClass: 'By class',
  byEntity: 'Entities by type',
  byColumn: 'By column',
  breakdownNote: 'On the validation part, after epoch {epoch}.',
  rank: 'Rank by',
  metric: 'Metric',
};

/** The n-gram models, which know only the last tokens. */
export const nGrams = {
  unigram: 'Unigram',
  bigram: 'Bigram',
  fiveGram: '5-gram',
};

/** Explanations of the metrics. */
export const metricTerms = {
  bitsPerCharacter: {
    name: 'Bits per character',
    text: 'How many bits the model needs on average for a character that it has not seen: it compares models whatever tokens they read.',
  },
  memorisation: {
    name: 'Memorisation',
    text: 'Underlined passages of at least 20 tokens stand word for word in the text that the network was trained on. Some are idioms: text that was held back has such passages too. Far more of them, and far longer ones, mean that the network recites instead of writing: it is too large for its data, or was trained for too long.',
  },
  bitsByUnit: {
    name: 'Bits per character, word and byte',
    text: 'What the model needs on average for a character, a word and a byte that it has not seen. A loss per token compares models with the same tokens alone; these compare all models of one text.',
  },
  nGram: {
    name: 'N-grams',
    text: 'The perplexity of models that count which tokens follow one another, on the same validation part: a unigram knows how frequent each token is, a bigram also the token before, a 5-gram the four before (interpolated modified Kneser–Ney). A network that is no better than a bigram has learnt next to nothing; a 5-gram is a strong rival of a small one.',
  },
  bitsPerWord: {
    name: 'Bits per word',
    text: 'How many bits the model needs on average for a word that it has not seen, with what is between the words: it compares models whatever tokens they read.',
  },
  bitsPerByte: {
    name: 'Bits per byte',
    text: 'How many bits the model needs on average for a byte of the text in UTF-8. Packing programs are compared in the same unit.',
  },
  f1Macro: {
    name: 'F1, macro',
    text: 'F1 is the harmonic mean of precision and recall. Macro: the plain mean over the classes, so that rare ones count as much as frequent ones.',
  },
  f1Micro: {
    name: 'F1, micro',
    text: 'F1 over all samples together, whatever their class. Where each sample has one class it equals the accuracy.',
  },
  precision: {
    name: 'Precision',
    text: 'Of the samples that the model puts into a class, the share that belongs there; the mean over the classes.',
  },
  recall: {
    name: 'Recall',
    text: 'Of the samples that belong to a class, the share that the model puts there; the mean over the classes.',
  },
  entityF1: {
    name: 'Entity F1',
    text: 'The harmonic mean of entity precision and entity recall, over all types together, as the script conlleval counts. An entity counts where its beginning, end and type are right.',
  },
  entityPrecision: {
    name: 'Entity precision',
    text: 'Of the entities that the model marks, the share whose beginning, end and type are right.',
  },
  entityRecall: {
    name: 'Entity recall',
    text: 'Of the entities that there are, the share that the model marks with the right beginning, end and type.',
  },
  mae: {
    name: 'Mean absolute error',
    text: 'How far predictions are off on average, in the unit of the column that is predicted.',
  },
  rmse: {
    name: 'Root mean squared error',
    text: 'How far predictions are off, large errors counting more, in the unit of the column that is predicted.',
  },
  r2: {
    name: 'R²',
    text: 'The share of the variance that is explained: 1 is perfect, 0 is no better than always saying the mean.',
  },
  mase: {
    name: 'Mean absolute scaled error',
    text: 'The error as a multiple of that of a naive forecast, which repeats what was seen. Below 1 the model is better than that.',
  },
};
