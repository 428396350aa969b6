import type { Backend, Tensor } from '../backends/backend.ts';
import { cellFacts } from '../cells/index.ts';
import type { Pass, RecurrentLoop } from '../models/model.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { Clamp } from '../spec/insight-spec.ts';

/**
 * Holds values of recurrent cells in all further forwards of these passes of one model, until `remove`, which must come before the
 * passes are disposed of. Where two clamps meet, the later one wins. Throws EngineError with `invalid-data` for a loop, variable, unit or
 * value that cannot be, and OutOfMemoryError.
 */
export function clampPasses(backend: Backend, passes: readonly Pass[], clamps: readonly Clamp[]): { remove(): void } {
  const owned: Tensor[] = [];
  const clamped: RecurrentLoop[] = [];
  const remove = (): void => {
    for (const { hooks } of clamped.splice(0)) hooks.override = null;
    for (const each of owned.splice(0)) backend.release(each);
  };
  try {
    for (const [name, ofLoop] of Map.groupBy(clamps, ({ loop }) => loop)) {
      const loops = passes.flatMap((pass) => pass.loops.filter((loop) => loop.name === name));
      if (loops.length === 0) throw noSuchUnit(name, `The model has no recurrent layer ${name}.`);
      const rows = cellFacts(loops[0].spec.type).variables.length;
      const override = backend.tensor([rows, loops[0].spec.units]);
      owned.push(override);
      backend.write(override, overrideValues(loops[0], ofLoop));
      for (const loop of loops) loop.hooks.override = override;
      clamped.push(...loops);
    }
  } catch (error) {
    remove();
    throw error;
  }
  return { remove };
}

/** (variables, H), NaN where nothing is held. */
function overrideValues({ name, spec: { type, units } }: RecurrentLoop, clamps: readonly Clamp[]): Float64Array {
  const { variables } = cellFacts(type);
  const values = new Float64Array(variables.length * units).fill(NaN);
  for (const { variable, units: chosen, value } of clamps) {
    const row = variables.findIndex((each) => each.name === variable);
    if (row < 0) throw noSuchUnit(name, `Layer ${name} has no ${variable.replace('-', ' ')}.`);
    if (!Number.isFinite(value)) throw noSuchUnit(name, `A unit cannot be held at ${value}.`);
    for (const unit of chosen ?? Array(units).keys()) {
      if (!Number.isInteger(unit) || unit < 0 || unit >= units) {
        throw noSuchUnit(name, `Layer ${name} has ${units} units, counted from 0; ${unit} is not one of them.`);
      }
      values[row * units + unit] = value;
    }
  }
  return values;
}

function noSuchUnit(layer: string, message: string): EngineError {
  return new EngineError('invalid-data', message, { reason: 'no-such-unit', layer });
}
