export const labels = {
  controls: { cell: 'Cell', length: 'Symbols in a sequence' },
  options: {
    cell: { min_gru: 'minGRU', gru: 'GRU', lstm: 'LSTM', slstm: 'sLSTM', simple_rnn: 'SimpleRNN' },
  },
  figures: {
    oneAccuracy: 'One layer: letters named rightly',
    twoAccuracy: 'Two layers: letters named rightly',
    lstmOneAccuracy: 'One LSTM layer: letters named rightly',
    oneTextLoss: 'Text, one LSTM layer: loss (nats)',
    twoTextLoss: 'Text, two LSTM layers: loss (nats)',
  },
  charts: { accuracy: { title: 'Letters named rightly', x: 'Step', guessing: 'guessing' } },
  curves: { oneAccuracy: 'One layer', twoAccuracy: 'Two layers', lstmOneAccuracy: 'One LSTM layer' },
  prediction: {
    label: 'Which network names more letters rightly?',
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
    kept: 'kept at the end',
    mixture: 'a mixture of all',
  },
};
