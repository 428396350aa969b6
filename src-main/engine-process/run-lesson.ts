import { lessonExperiments } from '../../src-engine/lessons/lesson-list.ts';
import { runLesson } from '../../src-engine/lessons/run-lesson.ts';
import type { LessonStage } from '../../src-engine/lessons/lesson-experiment.ts';
import type { LessonJob } from '../../src-engine/spec/engine-protocol.ts';
import type { Interruptible } from '../../src-engine/spec/interruptible.ts';
import type { LessonOutcome } from '../../src-engine/spec/lesson-spec.ts';
import type { EngineBackends } from './node-backends.ts';

interface LessonRequest {
  job: LessonJob;
  backends: EngineBackends;
  clock: () => number;
  onStage: (stage: LessonStage) => void;
}

/** Runs the experiment of a lesson on a thread of its own. Resolves with null when it is aborted. Throws EngineError. */
export async function runLessonJob(
  { job, backends, clock, onStage }: LessonRequest,
  interruptible: Interruptible,
): Promise<LessonOutcome | null> {
  const backend = backends.create('auto', 1);
  try {
    const { settings, seed, texts } = job;
    return await runLesson(lessonExperiments[job.lesson], {
      backend,
      settings,
      seed,
      clock,
      texts,
      onStage,
      ...interruptible,
    });
  } finally {
    backend.dispose();
  }
}
