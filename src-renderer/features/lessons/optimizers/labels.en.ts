export const labels = {
  controls: { surface: 'Valley in the picture', factor: 'Factor of the picture’s rates' },
  options: { surface: { valley: 'along an axis', turned: 'turned by 45°' } },
  figures: {
    adagradLeft: 'AdaGrad: step length left after 16 times as many steps',
    rmspropLeft: 'RMSProp: step length left after 16 times as many steps',
    adagradExponent: 'AdaGrad: exponent of the step length',
    rmspropExponent: 'RMSProp: exponent of the step length',
  },
  charts: {
    steps: { title: 'Length of a step of the recurrent kernel', x: 'Training step', y: 'Length of the step' },
    losses: { title: 'Training loss (nats)', x: 'Training step', y: 'Loss (nats)' },
  },
  curves: {
    adagradStep: 'AdaGrad',
    rmspropStep: 'RMSProp',
    adagradRoot: 'as 1/√t',
    sgdLoss: 'SGD',
    rmspropLoss: 'RMSProp',
    adagradLoss: 'AdaGrad',
    adamLoss: 'Adam',
  },
  prediction: { label: 'Share of the step length that is left' },
  picture: {
    title: 'A valley of two parameters, seen from above, with the point ({x}, {y}).',
    titleOfPaths:
      'A valley of two parameters, seen from above, with the ways of four optimizers. Heights after {step} steps: {heights}.',
    height: '{name} {height}',
    heights: 'Height above the lowest point after {step} steps:',
    x: 'Parameter w₁',
    y: 'Parameter w₂',
    step: 'Steps',
    gradient: 'along −gradient (SGD)',
    adaptive: 'first step of AdaGrad',
    minimum: 'lowest point',
  },
};
