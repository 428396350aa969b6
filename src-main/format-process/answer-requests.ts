import { StudioError } from '../contract/errors.ts';
import type { ProcessChannel } from '../engine-process/channel.ts';
import type { FormatEvent, FormatRequest, FormatTask, PieceRequest } from '../exports/processes/format-task.ts';
import { performTask } from './perform-task.ts';
import type { TaskPort } from './task-port.ts';

/** Performs what is asked for, and tells what came of it or what went wrong. */
export function answerRequests(channel: ProcessChannel<FormatRequest, FormatEvent>): void {
  let cancellation = new AbortController();
  let hearPieceRequest: (request: PieceRequest) => void = () => undefined;
  const port: TaskPort = {
    post: channel.post,
    onRequest: (listener) => (hearPieceRequest = listener),
  };
  channel.onRequest((request) => {
    if (request.type === 'cancel') return cancellation.abort();
    if (request.type === 'read-piece') return hearPieceRequest(request);
    cancellation = new AbortController();
    void outcomeOf(request.task, cancellation.signal, port).then(channel.post);
  });
}

async function outcomeOf(task: FormatTask, signal: AbortSignal, port: TaskPort): Promise<FormatEvent> {
  try {
    return { type: 'done', result: await performTask(task, signal, port) };
  } catch (error) {
    if (error instanceof StudioError) {
      const { code, message, details } = error;
      return { type: 'refused', error: { code, message, details } };
    }
    const {
      message,
      stack = '',
      code,
    }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
    return { type: 'failed', message, stack, code };
  }
}
