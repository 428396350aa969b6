import type { OnSlowQuery } from '../handles/watch-statements.ts';
import { DatabaseThread, threadProgram } from './database-thread.ts';
import type { ReaderTasks, ThreadData, WriterTasks } from './thread-tasks.ts';

/** The threads of one database. Each starts when it is needed first. */
export function startThreads(data: ThreadData, onSlow: OnSlowQuery) {
  return {
    writer: new DatabaseThread<WriterTasks>(threadProgram('writer-thread', import.meta.url), data, onSlow),
    reader: new DatabaseThread<ReaderTasks>(threadProgram('reader-thread', import.meta.url), data, onSlow),
  };
}
