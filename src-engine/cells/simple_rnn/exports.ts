import type { CellExports } from '../cell-exports.ts';
import type { SimpleRnnSpec } from './facts.ts';
import { simpleRnnInKeras } from './keras.ts';
import { simpleRnnInOnnx } from './onnx.ts';
import { simpleRnnInPytorch } from './pytorch.ts';

export const exports: CellExports<SimpleRnnSpec> = {
  onnx: simpleRnnInOnnx,
  keras: simpleRnnInKeras,
  tfjs: 'as-keras',
  pytorch: simpleRnnInPytorch,
};
