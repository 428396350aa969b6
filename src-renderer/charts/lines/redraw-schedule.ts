export interface RedrawSchedule {
  /** Something changed: draw soon, once, however often this is called. */
  request(): void;
  /** While hidden nothing is drawn; what was requested meanwhile is drawn when it is seen again. */
  setVisible(visible: boolean): void;
  dispose(): void;
}

/** The frame, by its time, that has already drawn something. */
let takenFrame = -1;
/** True while the coming frame belongs to a drawing that a person waits for. */
let isNextTaken = false;
let lastTakenAt = -Infinity;
/** A chart that follows every move of the pointer must not keep all frames from the others. */
const leastBetweenTakenMs = 40;

/** However long drawing takes: what is live must not look as if it stood still. */
const longestIntervalMs = 1000;

/** Draws in the coming frame, where the schedules then leave off if they can. */
export function drawNextFrame(draw: () => void): void {
  const now = performance.now();
  const takes = now - lastTakenAt >= leastBetweenTakenMs;
  if (takes) {
    lastTakenAt = now;
    isNextTaken = true;
  }
  requestAnimationFrame((frame) => {
    if (takes) {
      isNextTaken = false;
      takenFrame = frame;
    }
    draw();
  });
}

/**
 * Draws in an animation frame of its own, at most once every `intervalMs`: many charts in one frame would block the window. Where a
 * drawing takes long, on a busy machine, they come more seldom: they take at most `mostShare` of the time. Where `draw` returns a
 * promise, it has drawn when that is kept.
 */
export function createRedrawSchedule(draw: () => unknown, intervalMs: number, mostShare = 1): RedrawSchedule {
  let visible = false;
  let wanted = false;
  let frame = 0;
  let lastDrawn = -Infinity;
  let costMs = 0;
  let costBeforeMs = 0;

  /** Returns the lesser of the last two times: a single slow drawing is an accident. */
  const interval = () => Math.max(intervalMs, Math.min(longestIntervalMs, Math.min(costMs, costBeforeMs) / mostShare));
  const drawAndMeasure = async () => {
    const began = performance.now();
    await draw();
    costBeforeMs = costMs;
    costMs = performance.now() - began;
  };

  const onFrame = (now: number) => {
    frame = 0;
    if (!wanted || !visible) return;
    if (now - lastDrawn < interval() || now === takenFrame || isNextTaken) {
      plan();
      return;
    }
    takenFrame = now;
    wanted = false;
    lastDrawn = now;
    void drawAndMeasure();
  };

  const plan = () => {
    if (wanted && visible && frame === 0) frame = requestAnimationFrame(onFrame);
  };

  return {
    request() {
      wanted = true;
      plan();
    },
    setVisible(value) {
      visible = value;
      plan();
    },
    dispose() {
      wanted = false;
      cancelAnimationFrame(frame);
    },
  };
}
