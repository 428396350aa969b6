import type { Rectangle } from 'electron';
import { z } from 'zod';

export const windowState = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
  isMaximized: z.boolean(),
});

export type WindowState = z.infer<typeof windowState>;

export const smallestWidth = 1024;
export const smallestHeight = 700;
const usual = { width: 1440, height: 900 };
/** The part of the title bar that a hand needs to pull a window back. */
const grip = { width: 120, height: 40 };

/**
 * Returns the place of a new window: the last one, if it can be seen and pulled from there on the present screens, else in the middle of the first
 * one, and never larger than a screen. `workAreas`: the screens without their bars, the primary one first.
 */
export function placeWindow(state: WindowState | null, workAreas: readonly [Rectangle, ...Rectangle[]]): Rectangle {
  const [primary] = workAreas;
  const home = state === null ? undefined : workAreas.find((area) => isWithinReach(state, area));
  if (state === null || home === undefined) {
    const { width, height } = fit(state ?? usual, primary);
    return {
      x: primary.x + Math.round((primary.width - width) / 2),
      y: primary.y + Math.round((primary.height - height) / 2),
      width,
      height,
    };
  }
  return { x: state.x, y: state.y, ...fit(state, home) };
}

/** The title bar lies on the screen, enough of it to be pulled. */
function isWithinReach({ x, y, width }: WindowState, area: Rectangle): boolean {
  const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return seen >= grip.width && y >= area.y && y <= area.y + area.height - grip.height;
}

function fit({ width, height }: { width: number; height: number }, area: Rectangle) {
  return { width: Math.min(width, area.width), height: Math.min(height, area.height) };
}
