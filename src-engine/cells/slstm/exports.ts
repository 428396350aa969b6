import { noSuchLayer, type CellExports } from '../cell-exports.ts';
import { slstmInOnnx } from './onnx.ts';
import { slstmInPytorch, type HeadedSpec } from './pytorch.ts';

export const exports: CellExports<HeadedSpec> = {
  onnx: slstmInOnnx,
  keras: noSuchLayer,
  tfjs: noSuchLayer,
  pytorch: slstmInPytorch,
};
