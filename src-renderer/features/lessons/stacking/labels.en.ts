export const labels = {
  controls: { cell: 'Cell', length: 'Symbols in a sequence' },
  options: {
    cell: { min_gru: 'minGRU', gru: 'GRU', lstm: 'LSTM', slstm: 'sLSTM', simple_rnn: 'SimpleRNN' },
  },
  figures: {
    oneAccuracy: 'One layer: right answers',
    twoAccuracy: 'Two layers: right answers',
    lstmOneAccuracy: 'One LSTM layer: right answers',
    oneTextLoss: 'Text, one LSTM layer: loss (nats)',
    twoTextLoss: 'Text, two LSTM layers: loss (nats)',
  },
  charts: {
    accuracy: { title: 'Right answers on new sequences', x: 'Training step', y: 'Right answers', guessing: 'guessing' },
  },
  curves: { oneAccuracy: 'One layer', twoAccuracy: 'Two layers', lstmOneAccuracy: 'One LSTM layer' },
  prediction: {
    label: 'Which network gives more right answers?',
    options: { one: 'one wide layer', same: 'both about equally many', two: 'two narrow layers' },
  },
  picture: {
    title:
      'Symbols with a marker at place {place}, read by {layers}. Open gates of the last layer: at {open}. It ends with: {kept}.',
    layersOf: { one: 'one layer', two: 'two layers' },
    layers: 'Layers',
    marker: 'Place of the marker',
    gate: 'gate',
    before: 'before',
    symbols: 'symbols',
    kept: 'kept at the end:',
    mixture: 'a mixture of all',
    caption:
      'Green shows how far the gate of the last layer is open at each symbol. The blue frame is the letter that is asked for.',
  },
};
