import { noSuchLayer, type CellExports } from '../cell-exports.ts';
import type { SlstmSpec } from './facts.ts';
import { slstmInOnnx } from './onnx.ts';
import { slstmInPytorch } from './pytorch.ts';

export const exports: CellExports<SlstmSpec> = {
  onnx: slstmInOnnx,
  keras: noSuchLayer,
  tfjs: noSuchLayer,
  pytorch: slstmInPytorch,
};
