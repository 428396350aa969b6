import { createWriterTrainer } from './writer-trainer.ts';
import type { WriterOptions } from './writer-trainer.ts';
import type { Model } from '../../models/model.ts';
import type { LessonCurve } from '../../spec/lesson-spec.ts';

const REPORTS = 20;

/** Trains a writer; yields its losses so far, by step, twenty times on the way, and returns it. Throws as `Trainer.step` does. */
export async function* trainWriter(options: WriterOptions): AsyncGenerator<LessonCurve, Model, undefined> {
  const trainer = createWriterTrainer(options);
  const losses: LessonCurve = { x: [], y: [] };
  const every = Math.ceil(options.steps / REPORTS);
  for (let step = 1; step <= options.steps; step++) {
    losses.x.push(step);
    losses.y.push((await trainer.step()).loss);
    if (step % every === 0) yield { x: [...losses.x], y: [...losses.y] };
  }
  return trainer.model;
}
