import type { Backend } from '../../backends/backend.ts';
import { slotCounts, updateRule } from '../../optimizers/update-rule.ts';
import type { LessonCurve } from '../../spec/lesson-spec.ts';
import type { OptimizerSpec } from '../../spec/train-spec.ts';

/** A function of two parameters, with its minimum, 0, at (0, 0). */
export interface Surface {
  valueAt(x: number, y: number): number;
  gradientAt(x: number, y: number): [number, number];
}

export type SurfaceName = 'valley' | 'turned';

/**
 * A valley that is 25 times as steep across as along: ½(u² + 25v²). Its axes are those of the parameters, or are turned by 45°.
 */
export const surfaces: Readonly<Record<SurfaceName, Surface>> = { valley: valley(0), turned: valley(Math.PI / 4) };

export const SURFACE_STEPS = 60;
/** The place where the paths begin. */
const START = [-4, 1.5];

function valley(angle: number): Surface {
  const [cos, sin, steepness] = [Math.cos(angle), Math.sin(angle), 25];
  const along = (x: number, y: number) => cos * x + sin * y;
  const across = (x: number, y: number) => cos * y - sin * x;
  return {
    valueAt: (x, y) => (along(x, y) ** 2 + steepness * across(x, y) ** 2) / 2,
    gradientAt(x, y) {
      const [u, v] = [along(x, y), steepness * across(x, y)];
      return [cos * u - sin * v, sin * u + cos * v];
    },
  };
}

/** Lets the engine's optimizer go down a surface, from START on. The curve has a point for the start and for each step. */
export async function pathOn(surface: Surface, spec: OptimizerSpec, backend: Backend): Promise<LessonCurve> {
  const tensor = () => backend.tensor([2]);
  const parameter = tensor();
  const gradient = tensor();
  const slots = Array.from({ length: slotCounts[spec.type] }, tensor);
  const path: LessonCurve = { x: [START[0]], y: [START[1]] };
  backend.write(parameter, START);
  for (let step = 1; step <= SURFACE_STEPS; step++) {
    backend.write(gradient, surface.gradientAt(path.x[step - 1], path.y[step - 1]));
    const rule = updateRule(spec, { learningRate: spec.learningRate, step, isWeight: true });
    backend.optimizerUpdate({ rule, parameter, gradient, slots, rows: null });
    const [x, y] = await backend.read(parameter);
    path.x.push(x);
    path.y.push(y);
  }
  for (const each of [parameter, gradient, ...slots]) backend.release(each);
  return path;
}
