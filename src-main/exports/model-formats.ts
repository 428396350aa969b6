import type { ModelFormat } from './export-format.ts';
import { htmlFormat } from './html/html-format.ts';
import { kerasFormat } from './keras/keras-format.ts';
import { onnxFormat } from './onnx/onnx-format.ts';
import { pytorchFormat } from './pytorch/pytorch-format.ts';
import { safetensorsFormat } from './pytorch/safetensors-format.ts';
import { tfjsFormat } from './tfjs/tfjs-format.ts';

/** The formats that other programs read, in the order in which they are offered. */
export const modelFormats: readonly ModelFormat[] = [
  onnxFormat,
  pytorchFormat,
  safetensorsFormat,
  kerasFormat,
  tfjsFormat,
  htmlFormat,
];
