import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LessonId } from '../../src-engine/spec/lesson-spec.ts';
import type { MeasuredLesson } from './measure-lesson.ts';

const folder = fileURLToPath(new URL('../../src-engine/lessons/measured/', import.meta.url));

/** Returns the measurements that a lesson's words are about; null where none were written yet. */
export function readMeasured(lesson: LessonId): (MeasuredLesson & { seconds: number }) | null {
  const file = `${folder}${lesson}.json`;
  if (!existsSync(file)) return null;
  return JSON.parse(readFileSync(file, 'utf8')) as MeasuredLesson & { seconds: number };
}

export function writeMeasured(
  lesson: LessonId,
  { figures, firstStage, seconds }: MeasuredLesson & { seconds: number },
): void {
  mkdirSync(folder, { recursive: true });
  const kept = { figures, firstStage, seconds: Number(seconds.toPrecision(2)) };
  writeFileSync(`${folder}${lesson}.json`, `${JSON.stringify(kept, null, 2)}\n`);
}
