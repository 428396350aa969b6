import { z } from 'zod';
import { cellTypes } from '../../../src-engine/cells/index.ts';
import { trainingLimits } from '../training-limits.ts';
import { trainSpecSchema } from '../spec-schemas.ts';

/** The types of optimizers, in the order in which forms list them. */
export const optimizerTypes = ['adam', 'adamw', 'rmsprop', 'adagrad', 'momentum', 'sgd'] as const;

/** The most values of one setting. */
const mostValues = 200;
const several = <Value extends z.ZodType>(value: Value) => z.array(value).min(1).max(mostValues).exactOptional();

/** The settings that a sweep can vary, each with the values that it tries. */
export const sweptSettings = z.strictObject({
  cell: several(z.enum(cellTypes)).describe('kinds of recurrent cells'),
  learningRate: several(z.number().positive()).describe('learning rates'),
  units: several(z.int().min(1).max(65_536)).describe('units of the recurrent layers'),
  layers: several(z.int().min(1).max(20)).describe('numbers of recurrent layers'),
  dropout: several(z.number().min(0).max(0.99)).describe('rates of dropout'),
  batchSize: several(trainSpecSchema.shape.batchSize).describe('batch sizes'),
  sequenceLength: several(trainSpecSchema.shape.sequenceLength).describe('sequence lengths'),
  optimizer: several(z.enum(optimizerTypes)).describe('optimizers'),
  seed: several(z.int().min(trainingLimits.seed.min).max(trainingLimits.seed.max)).describe('seeds'),
});

export type SweptSettings = z.infer<typeof sweptSettings>;
