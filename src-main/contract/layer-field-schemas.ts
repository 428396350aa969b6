import { z } from 'zod';
import type { Initializer } from '../../src-engine/spec/layer-options.ts';

/** Values that several kinds of layers have. */

export const units = z.int().min(1).max(65_536);
export const fraction = z.number().min(0).lt(1);
export const initializer = z.enum([
  'xavier_uniform',
  'xavier_normal',
  'he_uniform',
  'he_normal',
  'orthogonal',
  'uniform',
  'zeros',
]) satisfies z.ZodType<Initializer>;

export const layerId = z.string().min(1).max(64).exactOptional();
