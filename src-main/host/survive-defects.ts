import type { Log } from './host.ts';

/**
 * From now on whatever nobody has caught is logged, and the process lives on: trainings run in processes of their own and need this one to
 * keep what they learn. An answer that is lost is the smaller harm. Gives a function that ends this.
 */
export function surviveDefects(log: Log): () => void {
  const onException = (error: unknown) => log('error', 'An error was caught by nobody. The studio goes on.', error);
  const onRejection = (reason: unknown) => log('error', 'A promise was rejected unheard. The studio goes on.', reason);
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  return () => {
    process.off('uncaughtException', onException);
    process.off('unhandledRejection', onRejection);
  };
}
