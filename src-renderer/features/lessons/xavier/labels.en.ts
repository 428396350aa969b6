export const labels = {
  controls: { layers: 'Layers', gain: 'Your own, times Xavier’s' },
  options: {
    layers: { linear: 'no activation', tanh: 'tanh', softsign: 'softsign', relu: 'ReLU', lstm: 'LSTM' },
  },
  figures: {
    smallFactor: 'Factor per layer with ±0.05, no activation',
    xavierFactor: 'Factor per layer with Xavier’s values, no activation',
    largeFactor: 'Factor per layer with He’s values, no activation',
    ownFactor: 'Factor per layer with your own values',
  },
  charts: {
    outputs: { title: 'Variance of each layer’s output', x: 'Layer', y: 'Variance' },
    gradients: { title: 'Variance of the gradient at each layer', x: 'Layer', y: 'Variance' },
  },
  curves: {
    small: '±0.05',
    xavier: 'Xavier',
    large: 'He',
    own: 'your own',
    smallPredicted: '0.213ˡ in layer l',
    largePredicted: '2ˡ in layer l',
    smallGradient: '±0.05',
    xavierGradient: 'Xavier',
    largeGradient: 'He',
  },
  prediction: { label: 'Variance of the output with weights of ±0.05' },
  picture: {
    title:
      'The distribution of a signal in layers 0 to {depth} when each layer multiplies its variance by {factor}: at the end the variance is {last}.',
    inputs: 'Inputs n',
    deviation: 'Deviation of the weights',
    factor: 'n · Var w = {factor}',
    input: 'input',
    xavier: 'Xavier’s: {deviation}',
  },
};
