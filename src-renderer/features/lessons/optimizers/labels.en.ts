export const labels = {
  controls: { surface: 'Valley', factor: 'All rates on the surface, times' },
  options: { surface: { valley: 'along an axis', turned: 'turned by 45°' } },
  figures: {
    adagradLeft: 'Step length left after 16 times as many steps, AdaGrad',
    rmspropLeft: 'The same, RMSProp',
    adagradExponent: 'Exponent of AdaGrad’s step length',
    rmspropExponent: 'Exponent of RMSProp’s step length',
  },
  charts: {
    steps: { title: 'Length of a step of the recurrent kernel', x: 'Step' },
    losses: { title: 'Training loss (nats)', x: 'Step' },
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
    x: 'Parameter w₁',
    y: 'Parameter w₂',
    step: 'Steps',
    gradient: 'along −gradient (SGD)',
    adaptive: 'first step of AdaGrad',
    minimum: 'lowest point',
  },
};
