import type { CellExports } from '../cell-exports.ts';
import type { LstmSpec } from './facts.ts';
import { lstmInKeras } from './keras.ts';
import { lstmInOnnx } from './onnx.ts';
import { lstmInPytorch } from './pytorch.ts';

export const exports: CellExports<LstmSpec> = {
  onnx: lstmInOnnx,
  keras: lstmInKeras,
  tfjs: 'as-keras',
  pytorch: lstmInPytorch,
};
