import type { LessonExperiment } from '../../src-engine/lessons/lesson-experiment.ts';
import type { LessonJob } from '../../src-engine/spec/engine-protocol.ts';
import { readSample } from '../datasets/sample-texts.ts';

/** Reads the sample texts that an experiment asks for. */
export async function textsOf({ texts = [] }: Pick<LessonExperiment, 'texts'>): Promise<LessonJob['texts']> {
  const read = texts.map(async (id) => [id, (await readSample(id)).text] as const);
  return Object.fromEntries(await Promise.all(read));
}
