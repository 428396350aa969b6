export const labels = {
  controls: { layers: 'Functions in a row', difference: 'Difference h of the quotients' },
  figures: {
    sigmoidSteepest: 'Largest slope of the sigmoid',
    tanhSteepest: 'Largest slope of tanh',
    sigmoidLeft: 'Left behind all sigmoids',
    tanhLeft: 'Left behind all tanh',
    largestGap: 'Slope and quotient differ by at most',
  },
  charts: {
    slopes: { title: 'Slopes, as the engine computes them', x: 'x', y: 'Slope' },
    left: { title: 'What is left of a gradient', x: 'Functions passed', y: 'Share of the gradient left' },
  },
  curves: {
    sigmoidSlope: 'sigmoid',
    tanhSlope: 'tanh',
    softsignSlope: 'softsign',
    sigmoidQuotient: 'sigmoid, difference quotient',
    sigmoidGradient: 'sigmoid',
    tanhGradient: 'tanh',
    softsignGradient: 'softsign',
  },
  prediction: { label: 'Slope of the sigmoid' },
  picture: {
    title: '{name}: at x = {x} its value is {value}. The tangent there shows how steep it is.',
    titleWithSlope: '{name}: at x = {x} its value is {value} and its slope {slope}.',
    function: 'Function',
    input: 'Input x',
    sentence: 'f({x}) = {value}',
    sentenceWithSlope: 'f({x}) = {value}, f′({x}) = {slope}',
    value: 'f(x)',
    tangent: 'tangent',
    slope: 'f′(x)',
  },
  names: { sigmoid: 'sigmoid', tanh: 'tanh', softsign: 'softsign', relu: 'ReLU', hard_sigmoid: 'hard sigmoid' },
  explorer: 'The functions, and the gates of a run on them',
  explorerNote:
    'A run that has been trained here also shows how often each input came into its gates. The networks that come along have no record of that.',
};
