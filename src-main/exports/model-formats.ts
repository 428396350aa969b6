import type { ModelFormat } from './export-format.ts';
import { onnxFormat } from './onnx/onnx-format.ts';
import { tfjsFormat } from './tfjs/tfjs-format.ts';

/** The formats that other programs read, in the order in which they are offered. */
export const modelFormats: readonly ModelFormat[] = [onnxFormat, tfjsFormat];
