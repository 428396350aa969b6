import { z } from 'zod';

/** Formats that hold a trained network for other programs. */
export const modelFormatIds = ['onnx', 'safetensors', 'pytorch', 'keras', 'tfjs', 'html'] as const;

export const modelFormatId = z.enum(modelFormatIds);

export type ModelFormatId = z.infer<typeof modelFormatId>;
