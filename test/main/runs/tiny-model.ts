/** A model that trains a step in a fraction of a millisecond; its sizes are fitted to the dataset. */
export const tinyModel = {
  task: 'language-model' as const,
  input: { kind: 'tokens' as const, vocabularySize: 2 },
  layers: [
    { type: 'embedding' as const, dim: 4 },
    { type: 'simple_rnn' as const, units: 8 },
    { type: 'dense' as const, units: 2 },
  ],
};
