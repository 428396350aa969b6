import type { LessonId } from '../../../src-engine/spec/lesson-spec.ts';
import type { findingIdeas } from '../../../src-main/contract/doctor/doctor-records.ts';

/** The lesson of each idea by its earlier name, which the doctor's findings and older addresses have. */
export const lessonOfIdea: Readonly<
  Record<(typeof findingIdeas)[number] | 'units' | 'counterfactual' | 'temperature' | 'bidirectional', LessonId>
> = {
  gates: 'lstm-gates',
  vanishingGradient: 'singular-values',
  clipping: 'clipping',
  units: 'lstm-gates',
  counterfactual: 'lstm-gates',
  learningRate: 'learning-rate',
  temperature: 'temperature',
  softsign: 'softsign',
  xavier: 'xavier',
  overfitting: 'parameters-and-samples',
  confusion: 'parameters-and-samples',
  earlyStopping: 'early-stopping',
  stacking: 'stacking',
  bidirectional: 'bidirectional',
  perplexity: 'perplexity',
};
