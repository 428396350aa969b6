export const labels = {
  controls: { limit: 'Limit Δmax', learningRate: 'Learning rate' },
  figures: {
    cosineByNorm: 'Cosine before and after: norm',
    cosineByValue: 'Cosine before and after: values',
    clippedShare: 'Steps that were clipped',
    longest: 'Length of the longest gradient',
    lossWith: 'Loss at the end, clipped',
    lossWithout: 'Loss at the end, not clipped',
  },
  charts: {
    loss: { title: 'Loss with and without clipping', x: 'Training step' },
    norms: { title: 'Length of the gradient', x: 'Training step' },
    numbers: { title: 'The longest gradient, number by number', x: 'Rank by size' },
  },
  curves: {
    lossWith: 'clipped by the norm',
    lossWithout: 'not clipped',
    before: 'before clipping',
    after: 'after clipping',
    numbersBefore: 'before',
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
