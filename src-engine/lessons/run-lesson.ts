import type { Backend } from '../backends/backend.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { LessonOutcome, LessonSettings, LessonTextId } from '../spec/lesson-spec.ts';
import type { LessonExperiment, LessonStage } from './lesson-experiment.ts';

interface LessonRunOptions extends Interruptible {
  backend: Backend;
  settings: LessonSettings;
  seed: number;
  clock: () => number;
  texts: Partial<Record<LessonTextId, string>>;
  onStage: (stage: LessonStage) => void;
}

/**
 * Runs an experiment to its end, and resolves with its outcome, or with null once it is aborted. Throws EngineError, and
 * OutOfMemoryError.
 */
export async function runLesson(
  experiment: LessonExperiment,
  { backend, settings, seed, clock, texts, onStage, signal, yieldToEventLoop }: LessonRunOptions,
): Promise<LessonOutcome | null> {
  const stages = experiment.run({ backend, settings, seed, clock, readText: async (id) => textOf(texts, id) });
  for (;;) {
    await yieldToEventLoop();
    if (signal.aborted) {
      await stages.return(emptyOutcome);
      return null;
    }
    const { done, value } = await stages.next();
    if (done) return value;
    onStage(value);
  }
}

const emptyOutcome: LessonOutcome = { figures: {}, curves: {}, grids: {}, texts: {} };

function textOf(texts: Partial<Record<LessonTextId, string>>, id: LessonTextId): string {
  const text = texts[id];
  if (text === undefined) throw new Error(`The experiment does not say that it reads ${id}.`);
  return text;
}
