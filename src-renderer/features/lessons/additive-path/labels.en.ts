export const labels = {
  controls: { forgetBias: 'Forget bias' },
  figures: {
    keptShare: '50 steps back with the sum, times the end',
    cutShare: '50 steps back without it',
    rnnShare: '50 steps back in a SimpleRNN',
    keptAccuracy: 'right answers with the sum',
    cutAccuracy: 'right answers without it',
    clampedAccuracy: 'trained with it, then cut',
  },
  charts: {
    gradient: { title: 'Gradient of the state, as a share of the one at the end', x: 'steps back' },
    accuracy: { title: 'Right answers on new sequences', x: 'steps of training' },
  },
  curves: {
    kept: 'LSTM, ∂L/∂c',
    cut: 'LSTM without the +, ∂L/∂c',
    rnn: 'SimpleRNN, ∂L/∂h',
    power: 'forget gate alone, fᵏ',
    keptAccuracy: 'LSTM',
    cutAccuracy: 'LSTM without the +',
    rnnAccuracy: 'SimpleRNN',
  },
  prediction: {
    label: 'Left 50 steps back, with the + cut',
    options: {
      half: 'about a half',
      hundredth: 'about a hundredth',
      millionth: 'about a millionth',
      nothing: 'less than a billionth of a billionth',
    },
  },
  picture: {
    title: 'Of the error at the end, a share of {share} gets back {steps} steps along the cell state.',
    path: 'The +',
    kept: 'kept',
    cut: 'cut',
    gate: 'Forget gate f',
    forward: 'Forward: the cell state is a sum',
    backward: 'Backward: the error along the sum',
    end: 'end',
    back: '{n} back',
    caption:
      'One unit and its cell state over five steps. The bars are fᵏ, what the way along the sum leaves of the error.',
  },
};
