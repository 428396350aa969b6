import { noSuchLayer, type CellExports } from '../cell-exports.ts';
import type { MinGruSpec } from './facts.ts';
import { minGruInOnnx } from './onnx.ts';
import { minGruInPytorch } from './pytorch.ts';

export const exports: CellExports<MinGruSpec> = {
  onnx: minGruInOnnx,
  keras: noSuchLayer,
  tfjs: noSuchLayer,
  pytorch: minGruInPytorch,
};
