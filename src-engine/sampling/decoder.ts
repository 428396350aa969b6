import type { Tensor } from '../backends/backend.ts';
import { clampPasses } from '../insight/clamp-passes.ts';
import type { Model, Pass } from '../models/model.ts';
import type { Clamp } from '../spec/insight-spec.ts';
import type { Interruptible } from '../spec/interruptible.ts';

/** Runs a language model over several texts at once, token by token; each lane has its own recurrent state. */
export interface Decoder {
  /**
   * Every lane reads these tokens, from the zero state on; no tokens count as one step without input. Gives the logits (lanes, V) for
   * the token after them, or null where it was aborted. Yields from time to time.
   */
  prime(ids: Int32Array, interruptible: Interruptible): Promise<Float32Array | Float64Array | null>;
  /** Each lane reads its token. Gives the logits (lanes, V) for the next ones. */
  step(ids: Int32Array): Promise<Float32Array | Float64Array>;
  /** Lane n goes on from the state of lane from[n]. */
  rearrange(from: readonly number[]): void;
  /** The recurrent states, each (lanes, …). */
  readonly states: readonly Tensor[];
  /** Lane n goes on from row from[n] of the states of another decoder of the same model; −1 stands for the zero state. null: all do. */
  adopt(states: readonly Tensor[] | null, from: readonly number[]): void;
  /** These lanes begin anew, from the zero state. */
  reset(lanes: readonly number[]): void;
  dispose(): void;
}

/** Tokens of a prompt that are read at a time. */
const CHUNK = 64;
/** Stands for no input at all: the row of zeros. */
const NOTHING = -1;
/** Without dropout nothing here is random. */
const NOT_RANDOM = { seed: 0, step: 0 };

/** `clamps` hold in all that is read and written. Throws OutOfMemoryError, and RangeError for clamps that the model does not have. */
export function createDecoder(model: Model, lanes: number, clamps: readonly Clamp[] = []): Decoder {
  const { backend } = model;
  const { pass, dispose } = createClampedPass({ batch: lanes, steps: 1 });
  const states = pass.states.map(({ value }) => value);

  function createClampedPass(shape: { batch: number; steps: number }): { pass: Pass; dispose: () => void } {
    const pass = model.createPass({ ...shape, training: false });
    try {
      const clamped = clampPasses(backend, [pass], clamps);
      return {
        pass,
        dispose() {
          clamped.remove();
          pass.dispose();
        },
      };
    } catch (error) {
      pass.dispose();
      throw error;
    }
  }

  async function step(ids: Int32Array): Promise<Float32Array | Float64Array> {
    pass.setIds(ids, null);
    pass.forward(NOT_RANDOM);
    pass.carryState();
    const logits = await backend.read(pass.output);
    if (logits instanceof Int32Array) throw new TypeError('Logits are real numbers.');
    return logits;
  }

  /** Row n of `to` becomes row from[n] of `source`. */
  function copyRows(source: Tensor, to: Tensor, from: readonly number[]): void {
    const ids = backend.tensor([lanes], 'int32');
    backend.write(ids, from);
    backend.linearForward({ ids, kernel: source, bias: null, out: to });
    backend.release(ids);
  }

  /** Reads whole chunks with one lane, then gives all lanes its state. */
  async function readChunks(ids: Int32Array, { signal, yieldToEventLoop }: Interruptible): Promise<boolean> {
    const { pass: reader, dispose: disposeReader } = createClampedPass({ batch: 1, steps: CHUNK });
    try {
      for (let n = 0; n < ids.length; n += CHUNK) {
        reader.setIds(ids.subarray(n, n + CHUNK), null);
        reader.forward(NOT_RANDOM);
        reader.carryState();
        await yieldToEventLoop();
        if (signal.aborted) return false;
      }
      reader.states.forEach(({ value }, n) => copyRows(value, states[n], new Array<number>(lanes).fill(0)));
      return true;
    } finally {
      disposeReader();
    }
  }

  return {
    step,
    states,
    adopt(others, from) {
      if (others === null) return pass.resetState();
      states.forEach((state, n) => copyRows(others[n], state, from));
    },
    reset: (some) => pass.resetState(some),
    async prime(ids, interruptible) {
      pass.resetState();
      const inChunks = Math.floor(Math.max(0, ids.length - 1) / CHUNK) * CHUNK;
      if (inChunks > 0 && !(await readChunks(ids.subarray(0, inChunks), interruptible))) return null;
      const rest = ids.length === 0 ? [NOTHING] : ids.subarray(inChunks);
      let logits: Float32Array | Float64Array | null = null;
      for (const id of rest) logits = await step(new Int32Array(lanes).fill(id));
      return logits;
    },
    rearrange(from) {
      for (const state of states) {
        const before = backend.tensor(state.shape);
        backend.copy(state, before);
        copyRows(before, state, from);
        backend.release(before);
      }
    },
    dispose,
  };
}
