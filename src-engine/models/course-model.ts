import type { ModelSpec } from '../spec/model-spec.ts';
import { dense, dropout, embedding, lstm } from './default-layers.ts';

/** The sizes on which the parameters of the course's classifier depend. */
export interface CourseSizes {
  vocabulary: number;
  embedding: number;
  units: number;
  classes: number;
}

/** The sizes on the slide, which come to 20,223,927 parameters. */
export const COURSE_SIZES: CourseSizes = { vocabulary: 400_001, embedding: 50, units: 128, classes: 5 };
/** The words of a sentence. */
export const COURSE_STEPS = 10;

/** The network of the course that classifies sentences, in any size. */
export function courseModel(sizes: CourseSizes): ModelSpec {
  return {
    task: 'classification',
    input: { kind: 'tokens', vocabularySize: sizes.vocabulary },
    layers: [
      embedding(sizes.embedding),
      lstm(sizes.units),
      dropout(0.5),
      lstm(sizes.units, { returnSequences: false }),
      dropout(0.5),
      dense(sizes.classes),
      { type: 'activation', activation: 'softmax' },
    ],
  };
}
