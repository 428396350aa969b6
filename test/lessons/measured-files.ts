import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LessonId } from '../../src-engine/spec/lesson-spec.ts';
import type { MeasuredLesson } from './measure-lesson.ts';

const folder = join(import.meta.dirname, '../../src-engine/lessons/measured');
const fileOf = (lesson: LessonId) => join(folder, `${lesson}.json`);

/** Returns the measurements that a lesson's words are about; null where none were written yet. */
export function readMeasured(lesson: LessonId): (MeasuredLesson & { seconds: number }) | null {
  const file = fileOf(lesson);
  if (!existsSync(file)) return null;
  return JSON.parse(readFileSync(file, 'utf8')) as MeasuredLesson & { seconds: number };
}

export function writeMeasured(
  lesson: LessonId,
  { figures, firstStage, seconds }: MeasuredLesson & { seconds: number },
): void {
  mkdirSync(folder, { recursive: true });
  const kept = { figures, firstStage, seconds: Number(seconds.toPrecision(2)) };
  writeFileSync(fileOf(lesson), `${JSON.stringify(kept, null, 2)}\n`);
}
