/**
 * Ctrl-C reaches a program under `npm run` twice: from the terminal, and once more from npm, which forwards it. What arrives
 * within this time is therefore one key press.
 */
const ONE_KEY_PRESS_MS = 300;
const PARENT_CHECK_MS = 500;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The exit code of a program that the person ended with Ctrl-C. */
export const INTERRUPTED = 130;

/**
 * Listens for Ctrl-C, for a request to terminate and for the end of the terminal. The first calls `interrupt`, which should end
 * things in order; a second one ends the program at once. Gives a function that stops listening.
 */
export function onInterruption(interrupt: () => void): () => void {
  let firstAt: number | null = null;
  const listener = () => {
    const now = performance.now();
    if (firstAt === null) {
      firstAt = now;
      interrupt();
    } else if (now - firstAt > ONE_KEY_PRESS_MS) process.exit(INTERRUPTED);
  };
  for (const signal of signals) process.on(signal, listener);
  const stopWatching = onLossOfNpm(listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
    stopWatching();
  };
}

/** A request to terminate that is sent to npm ends only the shell between npm and this program, which then has another parent. */
function onLossOfNpm(listener: () => void): () => void {
  if (process.env['npm_lifecycle_event'] === undefined) return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    listener();
  }, PARENT_CHECK_MS).unref();
  return () => clearInterval(timer);
}
