/** Tokens with tags, wherever they are shown. */
export const tagging = {
  sentences: 'Sentences',
  mistakes: 'Mistakes',
  note: 'The model tells a tag for each word, while you type. Choose a word to see how likely the other tags are; change its neighbours and see what the model goes by.',
  tags: 'Tags',
  tokenHint: 'Choose a word to see how likely each tag is.',
  tagsOf: 'Tags of “{text}”',
  copy: 'Copy as two columns',
  unknown: 'not in the vocabulary',
  unknownCount:
    '{n} word is not in the vocabulary: the model goes by the words around it. | {n} words are not in the vocabulary: the model goes by the words around them.',
  expected: 'should be {tag}',
  mistakesNote:
    'What the model says about sentences that were held back. An entity counts as found where its beginning, its end and its type are right, as conlleval counts.',
  entities: 'Entities by type',
  allTypes: 'All types',
  type: 'Type',
  count: 'Entities',
  noEntities: 'There are no entities in these sentences, nor did the model find any.',
  confusion: 'Tags taken for others',
  ofHeldBack: '{n} sentence that was held back. | {n} sentences that were held back.',
  ofTraining:
    '{n} sentence; the run held none back, so it has learnt from it. | {n} sentences; the run held none back, so it has learnt from all of them.',
  sentencesCut: 'There are {all}; these are the first.',
  cellRight: '{count} token with {actual}, and said to be so | {count} tokens with {actual}, and said to be so',
  cellWrong:
    '{count} token with {actual}, said to be {predicted} | {count} tokens with {actual}, said to be {predicted}',
  wrongSentences: '{n} sentence with a mistake | {n} sentences with a mistake',
};
