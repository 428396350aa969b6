import { defaultSettings, faultySetting } from '../../src-engine/lessons/default-settings.ts';
import { lessonExperiments } from '../../src-engine/lessons/lesson-list.ts';
import type { LessonJob } from '../../src-engine/spec/engine-protocol.ts';
import { lessonIds, type LessonEvent, type LessonId } from '../../src-engine/spec/lesson-spec.ts';
import { StudioError } from '../contract/errors.ts';
import type { KeptLesson, LessonProgress, LessonRecord, RunLesson } from '../contract/lesson-records.ts';
import type { KeptLessonRow, LessonProgressRow } from '../db/lesson-progress-table.ts';
import type { Store } from '../db/open-store.ts';
import type { EngineSupervisor } from '../runs/engines/engine-supervisor.ts';
import { request } from '../runs/engines/request.ts';
import { streamUpdates } from '../runs/feed/stream-updates.ts';
import { textsOf } from './lesson-texts.ts';

interface LessonsOptions {
  store: Store;
  /** The supervisor of another engine than the one that trains. */
  supervisor: EngineSupervisor;
  clock: () => number;
}

/** Runs the experiments of the lessons, and keeps how far the person has come. */
export class Lessons {
  readonly #options: LessonsOptions;

  constructor(options: LessonsOptions) {
    this.#options = options;
  }

  /** Lists all lessons, in their order. */
  list(): LessonRecord[] {
    return lessonIds.map((id) => ({ id, controls: lessonExperiments[id].controls as LessonRecord['controls'] }));
  }

  /**
   * Yields the measurements so far, at most 20 times a second, and then those of the whole. Leaving the stream cancels the run.
   * Throws `invalid-data` where a setting is none of the experiment's, and the engine's errors.
   */
  run(input: RunLesson, signal: AbortSignal | undefined): AsyncGenerator<LessonEvent, void, void> {
    let latest: LessonEvent | null = null;
    return streamUpdates<LessonEvent>(signal, {
      work: async (cancelled, hasMore) => {
        const job = await jobOf(input);
        const engine = await this.#options.supervisor.connect();
        const began = performance.now();
        const { outcome } = await request(
          engine,
          { type: 'run-lesson', job },
          {
            signal: cancelled,
            onEvent(event) {
              if (event.type !== 'lesson-stage') return;
              latest = { type: 'progress', done: event.done, outcome: event.outcome };
              hasMore();
            },
          },
        );
        return outcome && { type: 'result', outcome, elapsedMs: performance.now() - began };
      },
      take() {
        const taken = latest;
        latest = null;
        return taken;
      },
    });
  }

  progress(): LessonProgress[] {
    return this.#options.store.lessonProgress.list().flatMap(progressOf);
  }

  /** Returns what is kept of a lesson, or null where it has not been begun. */
  kept(lesson: LessonId): KeptLesson | null {
    const row = this.#options.store.lessonProgress.get(lesson);
    return row === undefined ? null : keptOf(lesson, row);
  }

  keep({ lesson, state, prediction, run }: KeptLesson): void {
    this.#options.store.lessonProgress.put({
      lesson,
      state,
      prediction: JSON.stringify(prediction),
      run: run && JSON.stringify(run, nanAsNull),
      at: this.#options.clock(),
    });
  }

  /** Forgets how far the person has come in a lesson. */
  forget(lesson: LessonId): void {
    this.#options.store.lessonProgress.remove(lesson);
  }
}

async function jobOf({ lesson, settings, seed }: RunLesson): Promise<LessonJob> {
  const experiment = lessonExperiments[lesson];
  const complete = { ...defaultSettings(experiment.controls), ...settings };
  const faulty = faultySetting(experiment.controls, complete);
  if (faulty !== null) {
    const message = `The lesson ${lesson} has no setting ${faulty} with this value.`;
    throw new StudioError('invalid-data', message, { reason: 'lesson-setting', setting: faulty });
  }
  return { lesson, settings: complete, seed, texts: await textsOf(experiment) };
}

/** A newer studio may have had lessons that this one does not know. */
function progressOf({ lesson, state, prediction, at }: LessonProgressRow): LessonProgress[] {
  const id = lessonIds.find((known) => known === lesson);
  return id === undefined ? [] : [{ lesson: id, state, prediction: JSON.parse(prediction) as Prediction, at }];
}

type Prediction = KeptLesson['prediction'];

function keptOf(lesson: LessonId, { state, prediction, run }: KeptLessonRow): KeptLesson {
  const parsed = run === null ? null : (JSON.parse(run, nullAsNan) as KeptLesson['run']);
  return { lesson, state, prediction: JSON.parse(prediction) as Prediction, run: parsed };
}

/** JSON has no NaN: a value that is none is kept as null. */
const nanAsNull = (_key: string, value: unknown): unknown => (Number.isNaN(value) ? null : value);
const nullAsNan = (_key: string, value: unknown): unknown => (value === null ? Number.NaN : value);
