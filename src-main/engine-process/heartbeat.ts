/** The interval at which an engine says that it lives. */
const EVERY_MS = 2_000;

export interface Heartbeat {
  /** Says so where it is time again. Long computations call it, since no timer comes in the middle of them. */
  beat(): void;
  end(): void;
}

/** Calls `emit` every other second from the event loop, and by way of `beat` from computations that do not come back to it. */
export function startHeartbeat(clock: () => number, emit: () => void): Heartbeat {
  let saidAt = clock();
  const beat = () => {
    const now = clock();
    if (now - saidAt < EVERY_MS) return;
    saidAt = now;
    emit();
  };
  const timer = setInterval(beat, EVERY_MS).unref();
  return { beat, end: () => clearInterval(timer) };
}
