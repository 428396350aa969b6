export const labels = {
  controls: { limit: 'Limit Δmax', learningRate: 'Learning rate' },
  figures: {
    cosineByNorm: 'Cosine before and after: norm',
    cosineByValue: 'Cosine before and after: values',
    clippedShare: 'Steps that were clipped',
    longest: 'Length of the longest gradient',
    lossWith: 'Mean loss of the last 50 steps, clipped',
    lossWithout: 'Mean loss of the last 50 steps, not clipped',
  },
  charts: {
    loss: { title: 'Loss with and without clipping', x: 'Training step', y: 'Loss (nats)' },
    norms: { title: 'Length of the gradient', x: 'Training step', y: 'Norm of Δw' },
    numbers: { title: 'The longest gradient, number by number', x: 'Rank by size', y: 'Size of the number' },
  },
  curves: {
    lossWith: 'clipped by the norm',
    lossWithout: 'not clipped',
    before: 'before clipping',
    after: 'after clipping',
    numbersBefore: 'before clipping',
    numbersByNorm: 'clipped by the norm',
    numbersByValue: 'clipped by value',
  },
  prediction: { label: 'The share of steps that are clipped' },
  picture: {
    title:
      'A gradient of length {length}. Clipped by the norm it has length {norm} and the same direction; clipped by value it is turned by {turn} degrees.',
    length: 'Length',
    angle: 'Direction (°)',
    limit: 'Limit',
    gradient: 'gradient Δw',
    byNorm: 'by the norm',
    byValue: 'by value',
    turn: 'turned by {turn}°',
  },
};
