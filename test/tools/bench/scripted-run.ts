/** The run of the benchmark of the host, of which its scripted engine has no more than the numbers. */
export const vocabularySize = 400_000;
export const checkpointEveryMs = 10_000;

const tensorBytes = 80 * 2 ** 20;

/** 240 MB. */
export const parameters = ['0.embedding', '1.kernel', '2.kernel'].map((name) => ({
  name: `parameter/${name}`,
  shape: [tensorBytes / 4],
  bytes: tensorBytes,
}));

/** Small enough for any machine in spite of its vocabulary. */
export const model = {
  task: 'language-model' as const,
  input: { kind: 'tokens' as const, vocabularySize },
  layers: [
    { type: 'embedding' as const, dim: 2 },
    { type: 'simple_rnn' as const, units: 2 },
    { type: 'dense' as const, units: vocabularySize },
  ],
};

export const train = { batchSize: 2, sequenceLength: 5 };
