import type { CellExports, CellRefusal } from '../cell-exports.ts';
import type { GruSpec } from './facts.ts';
import { gruInKeras } from './keras.ts';
import { gruInOnnx } from './onnx.ts';
import { gruInPytorch } from './pytorch.ts';

const resetAfter: CellRefusal = {
  code: 'tfjs-reset-after',
  refuse: (layer) =>
    `Layer ${layer} is a GRU that applies its reset gate after the recurrent product, and TensorFlow.js has ` +
    'only the other kind. Take ONNX, which runs on web pages too, or HTML.',
};

export const exports: CellExports<GruSpec> = {
  onnx: gruInOnnx,
  keras: gruInKeras,
  tfjs: resetAfter,
  pytorch: gruInPytorch,
};
