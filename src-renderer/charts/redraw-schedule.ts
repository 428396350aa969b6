export interface RedrawSchedule {
  /** Something changed: draw soon, once, however often this is called. */
  request(): void;
  /** While hidden nothing is drawn; what was requested meanwhile is drawn when it is seen again. */
  setVisible(visible: boolean): void;
  dispose(): void;
}

/** The frame, by its time, that has already drawn something. */
let takenFrame = -1;
/** true: the coming frame belongs to a drawing that a person waits for. */
let isNextTaken = false;
let lastTakenAt = -Infinity;
/** Who answers a person's every move must not keep all frames from the others. */
const leastBetweenTakenMs = 40;

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

/** Draws in an animation frame of its own, at most once every `intervalMs`: many charts in one frame would block the window. */
export function createRedrawSchedule(draw: () => void, intervalMs: number): RedrawSchedule {
  let visible = false;
  let wanted = false;
  let frame = 0;
  let lastDrawn = -Infinity;

  const onFrame = (now: number) => {
    frame = 0;
    if (!wanted || !visible) return;
    if (now - lastDrawn < intervalMs || now === takenFrame || isNextTaken) {
      plan();
      return;
    }
    takenFrame = now;
    wanted = false;
    lastDrawn = now;
    draw();
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
