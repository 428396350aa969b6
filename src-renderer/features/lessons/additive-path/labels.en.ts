export const labels = {
  controls: { forgetBias: 'Forget bias' },
  figures: {
    keptShare: 'With the +: length 50 steps back (1 at the end)',
    cutShare: 'Without the +: length 50 steps back',
    rnnShare: 'SimpleRNN: length 50 steps back',
    keptAccuracy: 'With the +: right answers',
    cutAccuracy: 'Without the +: right answers',
    clampedAccuracy: 'Trained with the +, then cut: right answers',
  },
  charts: {
    gradient: {
      title: 'Gradient of the state at each step',
      x: 'Steps back',
      y: 'Length (1 at the end)',
    },
    accuracy: { title: 'Right answers on new sequences', x: 'Training step', y: 'Right answers' },
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
    forwardCut: 'Forward: the cell state is made anew at each step',
    backwardCut: 'Backward: no error gets past a step this way',
    end: 'end',
    back: '{n} back',
    caption:
      'One unit and its cell state over five steps. The bars are fᵏ, what the way along the sum leaves of the error; with the + cut, f is 0.',
  },
};
