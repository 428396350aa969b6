import { OutOfMemoryError } from '../backends/backend.ts';
import type { Tensor } from '../backends/backend.ts';
import type { Model, Pass } from '../models/model.ts';
import { outputLayerIndex } from '../models/model-problem.ts';
import type { UnitActivity } from '../spec/insight-spec.ts';
import type { Activation } from '../spec/layer-options.ts';
import type { Batch } from '../training/batch-source.ts';
import { spreadPlaces } from './batch-rows.ts';

/** The most rows that are looked at: enough to see a unit do something, if it ever does. */
const MOST_ROWS = 512;
/** A value nearer to 0 than this counts as 0: no other unit sees it. */
const ZERO = 1e-4;
const HIGH = 0.9;

/** Watches what the units of a pass do in one forward. */
export interface UnitWatch {
  /** Stops watching; it must be called after the forward and before a backward. */
  stop(): void;
  /**
   * Resolves with the activation layers below the output and the recurrent layers, or with null if there was too little
   * memory.
   */
  read(): Promise<UnitActivity[] | null>;
  /** Releases all memory. */
  dispose(): void;
}

/** Begins to watch a pass that holds this batch, before the forward of the pass. */
export function watchUnits({ backend, spec }: Model, pass: Pass, batch: Batch): UnitWatch {
  const owned: Tensor[] = [];
  const seen: { layer: string; activation: Activation; values: Tensor }[] = [];
  const places = new Map<number, Tensor>();
  let isComplete = true;

  function tensor(...of: Parameters<typeof backend.tensor>): Tensor {
    const created = backend.tensor(...of);
    owned.push(created);
    return created;
  }

  /** The places of rows to look at, among all rows of sequences or one row for each sequence. */
  function placesAmong(rows: number): Tensor {
    const known = places.get(rows);
    if (known !== undefined) return known;
    const real = rows === batch.steps * batch.batch ? realRows(batch) : Int32Array.from({ length: rows }, (_, n) => n);
    const taken = spreadPlaces(real.length, MOST_ROWS).map((n) => real[n]);
    const ids = tensor([taken.length], 'int32');
    backend.write(ids, taken);
    places.set(rows, ids);
    return ids;
  }

  function take(layer: string, activation: Activation, output: Tensor): void {
    try {
      const rows = output.shape[0];
      const ids = placesAmong(rows);
      const values = tensor([ids.size, output.size / rows]);
      backend.linearForward({ ids, kernel: output, bias: null, out: values });
      seen.push({ layer, activation, values });
    } catch (error) {
      if (!(error instanceof OutOfMemoryError)) throw error;
      isComplete = false;
    }
  }

  const output = outputLayerIndex(spec.layers);
  pass.hooks.forward = (index, values) => {
    const layer = spec.layers[index];
    if (layer.type !== 'activation' || index > output) return;
    if (layer.activation === 'softmax' || layer.activation === 'linear') return;
    take(String(index), layer.activation, values);
  };
  return {
    stop() {
      pass.hooks.forward = null;
      for (const { name, spec: layer, states } of pass.loops)
        take(name, 'activation' in layer ? layer.activation : 'linear', states['h']);
    },
    async read() {
      const activities = seen.map(async ({ layer, activation, values }): Promise<UnitActivity> => {
        const [, units] = values.shape;
        return { layer, activation, ...activityOf(await backend.read(values), units, activation) };
      });
      const all = await Promise.all(activities);
      return isComplete ? all : null;
    },
    dispose: () => owned.splice(0).forEach((each) => backend.release(each)),
  };
}

/** The rows (T·B) of a batch that are real steps, neither padding nor ends of documents. */
function realRows({ batch, steps, lengths, resets }: Batch): Int32Array {
  return Int32Array.from({ length: steps * batch }, (_, row) => row).filter(
    (row) => (lengths === null || Math.floor(row / batch) < lengths[row % batch]) && !resets?.[row],
  );
}

const isOn: Record<Activation, (value: number) => boolean> = {
  sigmoid: (value) => value > HIGH,
  hard_sigmoid: (value) => value > HIGH,
  tanh: (value) => Math.abs(value) > HIGH,
  softsign: (value) => Math.abs(value) > HIGH,
  relu: (value) => value > ZERO,
  linear: () => false,
};

/** The activity of a layer, from its values (rows, units). */
function activityOf(
  values: ArrayLike<number>,
  units: number,
  activation: Activation,
): Pick<UnitActivity, 'units' | 'dead' | 'alwaysOn'> {
  const on = isOn[activation];
  let dead = 0;
  let alwaysOn = 0;
  for (let unit = 0; unit < units; unit++) {
    let isDead = true;
    let isAlwaysOn = true;
    for (let n = unit; n < values.length && (isDead || isAlwaysOn); n += units) {
      isDead &&= Math.abs(values[n]) <= ZERO;
      isAlwaysOn &&= on(values[n]);
    }
    dead += Number(isDead);
    alwaysOn += Number(isAlwaysOn);
  }
  return { units, dead: dead / units, alwaysOn: alwaysOn / units };
}
