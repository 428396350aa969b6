import { COURSE_SIZES, COURSE_STEPS, courseModel } from '../models/course-model.ts';
import type { CourseSizes } from '../models/course-model.ts';
import { createModel } from '../models/create-model.ts';
import type { Model } from '../models/model.ts';
import { summarizeModel } from '../models/summary.ts';
import type { LessonOutcome } from '../spec/lesson-spec.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { LessonExperiment } from './lesson-experiment.ts';

const controls = {
  vocabulary: { kind: 'number', default: 1000, minimum: 10, maximum: 20_000, step: 10 },
  embedding: { kind: 'number', default: 50, minimum: 1, maximum: 300, step: 1 },
  units: { kind: 'number', default: 128, minimum: 1, maximum: 512, step: 1 },
  classes: { kind: 'number', default: 5, minimum: 2, maximum: 100, step: 1 },
} as const;

/** The layers of the course's classifier that have parameters, by their place. */
const LAYERS = { embedding: 0, lstm1: 1, lstm2: 3, dense: 5 } as const;

/** Builds the course's classifier, draws its weights, and counts the numbers that lie in its tensors beside what the summary says. */
export const parameterTable: LessonExperiment<typeof controls> = {
  controls,
  async *run({ backend, settings, seed }) {
    const spec = courseModel(settings);
    const model = createModel(backend, spec);
    try {
      model.initialize(seed);
      let counted: Record<string, number> = {};
      const names = Object.keys(LAYERS) as (keyof typeof LAYERS)[];
      for (const [n, name] of names.entries()) {
        counted = { ...counted, [name]: await countLayer(model, LAYERS[name]) };
        yield { done: (n + 1) / (names.length + 1), outcome: outcomeOf({ figures: counted }) };
      }
      return outcomeOf({ figures: { ...counted, ...totals(counted, settings, spec) }, grids: tensorShapes(model) });
    } finally {
      model.dispose();
    }
  },
  claims: [
    { id: 'first-lstm', figure: 'lstm1', unit: 'count', atLeast: 91_648, atMost: 91_648 },
    { id: 'second-lstm', figure: 'lstm2', unit: 'count', atLeast: 131_584, atMost: 131_584 },
    { id: 'dense', figure: 'dense', unit: 'count', atLeast: 645, atMost: 645 },
    { id: 'counted-as-told', figure: 'difference', unit: 'count', atLeast: 0, atMost: 0 },
    { id: 'as-on-the-slide', figure: 'atCourseVocabulary', unit: 'count', atLeast: 20_223_927, atMost: 20_223_927 },
    { id: 'nearly-all-in-the-embedding', figure: 'embeddingShare', unit: 'share', atLeast: 0.98, atMost: 0.99 },
  ],
};

/** Reads every tensor of a layer and counts its numbers. */
async function countLayer(model: Model, layer: number): Promise<number> {
  let count = 0;
  for (const { name, value } of model.parameters) {
    if (name.startsWith(`${layer}.`)) count += (await model.backend.read(value)).length;
  }
  return count;
}

/** Returns the rows and columns of every tensor, in the model's order, as the grid `tensors`. */
function tensorShapes({ parameters }: Model): LessonOutcome['grids'] {
  const shapes = parameters.map(({ value: { shape } }) => (shape.length === 1 ? [1, ...shape] : [...shape]));
  return { tensors: { rows: shapes.length, columns: 2, values: shapes.flat() } };
}

/**
 * Returns what the summary says, what has been counted, and what the same network has with the vocabulary of the slide:
 * only the table of embeddings grows with the vocabulary.
 */
function totals(counted: Readonly<Record<string, number>>, sizes: CourseSizes, spec: ModelSpec) {
  const sum = Object.values(counted).reduce((total, each) => total + each, 0);
  const { totalParameters } = summarizeModel(spec, { batch: 1, steps: COURSE_STEPS, optimizer: 'adam' });
  const table = (counted['embedding'] / sizes.vocabulary) * COURSE_SIZES.vocabulary;
  const atCourseVocabulary = sum - counted['embedding'] + table;
  return {
    counted: sum,
    told: totalParameters,
    difference: sum - totalParameters,
    atCourseVocabulary,
    embeddingShare: table / atCourseVocabulary,
  };
}

function outcomeOf(known: Pick<LessonOutcome, 'figures'> & Partial<LessonOutcome>): LessonOutcome {
  return { curves: {}, grids: {}, texts: {}, ...known };
}
