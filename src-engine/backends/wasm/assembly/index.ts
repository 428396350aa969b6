/**
 * The exports of a kernel module. `begin` and `end` of a kernel bound one thread's part: parts do not depend on each other. A function
 * `<name>Vectors` that is nowhere written is generated from the formula `<name>Vector`; see generate-vector-loops.mjs.
 */
export { activationBackward, activationForward } from './activations';
export { dropout } from './dropout';
export { addScaled, clamp, copy, copyColumns, fillFloat, fillInteger, fillRows, scale } from './elementwise';
export { gaussianLoss, quantileLoss } from './forecast-losses';
export { gatherRows, scatterRows } from './gather';
export { layerNormForward, layerNormInputGradient, layerNormParameterGradient } from './layer-norm';
export { adam, momentum, scaledBySquares, sgd } from './optimizers';
export { packPanels, packPanelsTransposed } from './packing';
export {
  attendBackward,
  attendForward,
  maxPoolBackward,
  maxPoolForward,
  meanPoolBackward,
  meanPoolForward,
} from './pooling';
export {
  linear,
  linearColumns,
  panelColumns,
  scratchBytes,
  sumRows,
  useScratch,
  weightGradient,
} from './product';
export { histogram, squaredError, sumOfProducts, sumOfSquares } from './reductions';
export {
  multiplyNarrowStrips,
  multiplyStrips,
  narrowStrips,
  packStrips,
  packStripsTransposed,
  stripBytes,
  stripColumns,
} from './row-product';
export { softmaxBackward, softmaxForward, softmaxCrossEntropy } from './softmax';
