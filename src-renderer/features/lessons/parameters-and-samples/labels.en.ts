export const labels = {
  controls: { characters: 'Characters to train on' },
  options: {},
  figures: {
    openingRatio: 'Parameters per character where the gap exceeds 0.5 nats',
    gapOfSmallest: 'Gap of the smallest network (nats)',
    gapOfLargest: 'Gap of the largest network (nats)',
    stoppedSmallest: 'Validation loss of the smallest network, stopped early',
    stoppedLargest: 'Validation loss of the largest network, stopped early',
  },
  charts: {
    losses: { title: 'Loss after 40 epochs (nats)', x: 'Parameters per character', y: 'Loss (nats)' },
    gap: {
      title: 'Gap between validation and training (nats)',
      x: 'Parameters per character',
      y: 'Difference of the losses (nats)',
      open: '0.5 nats',
    },
  },
  curves: { training: 'Training', validation: 'Validation', best: 'Validation, stopped early', gap: 'Gap' },
  prediction: { label: 'Parameters per character where the gap exceeds 0.5 nats' },
  picture: {
    title:
      'A polynomial with {parameters} parameters through 8 points. Mean squared error at the points: {seen}; between them: {unseen}.',
    parameters: 'Parameters',
    samples: '8 samples',
    seen: 'error at the samples: {error}',
    unseen: 'error at unseen points: {error}',
    rule: 'the rule behind the samples',
  },
};
