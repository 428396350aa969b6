import { constants, getPriority, setPriority } from 'node:os';

const { PRIORITY_BELOW_NORMAL } = constants.priority;

/**
 * Lets windows, and whatever a person waits for, have the processor before this process and the threads that it starts from now on. For
 * good: a process may not raise itself again.
 */
export function runBelowWindows(): void {
  try {
    if (getPriority() < PRIORITY_BELOW_NORMAL) setPriority(PRIORITY_BELOW_NORMAL);
  } catch {
    // Some sandboxes forbid it. Then all take turns.
  }
}
