import type { Model } from '../models/model.ts';
import { createDecoder, type Decoder } from './decoder.ts';

/** A text that is read and written beside others, each with a recurrent state of its own. */
export interface Lane {
  /**
   * Takes the logits (V) after the token that was read last, which it may change, and null at first. Returns the token to read next, −1
   * for a step without input; null means that the text is over.
   */
  next(logits: Float32Array | Float64Array | null): number | null;
  /** The batch cannot go on with it. */
  fail(error: unknown): void;
}

interface PlacedLane {
  lane: Lane;
  /** The token that it reads next. */
  id: number;
}

/** Texts that one pass reads; where there are more, the last ones wait. */
const mostLanes = 64;
/** Stands for no input at all: the row of zeros. */
const NOTHING = -1;

/**
 * Reads and writes texts in one batch. Texts come and leave at any step, and the pass is as wide as there are texts, so that
 * none waits for another. What becomes of a text does not depend on the others, since each row of a product is computed by itself.
 */
export class LaneBatch {
  readonly #model: Model;
  readonly #waiting: Lane[] = [];
  /** By the place in the pass; as many as the pass is wide. */
  #placed: (PlacedLane | null)[] = [];
  /** By width. They are kept until nothing is left to do, because texts come and go all the time. */
  readonly #decoders = new Map<number, Decoder>();

  constructor(model: Model) {
    this.#model = model;
  }

  add(lane: Lane): void {
    this.#waiting.push(lane);
  }

  /** Runs until no text is left. Awaits `betweenSteps` before every step: others in the thread run meanwhile, and may add texts. */
  async run(betweenSteps: () => Promise<void>): Promise<void> {
    try {
      for (;;) {
        await betweenSteps();
        this.#place();
        if (this.#placed.length === 0) return;
        await this.#step();
      }
    } catch (error) {
      for (const lane of [...this.#placed.map((placed) => placed?.lane), ...this.#waiting.splice(0)]) lane?.fail(error);
      throw error;
    } finally {
      for (const decoder of this.#decoders.values()) decoder.dispose();
      this.#decoders.clear();
      this.#placed = [];
    }
  }

  /** Lets those that wait take their places, in a wider or narrower pass where that suits their number. Throws OutOfMemoryError. */
  #place(): void {
    const staying = this.#placed.flatMap((placed, place) => (placed === null ? [] : [{ ...placed, place }]));
    const width = widthFor(Math.min(mostLanes, staying.length + this.#waiting.length));
    if (width !== this.#placed.length) {
      const rows = Array.from({ length: width }, (_, n) => staying[n]?.place ?? NOTHING);
      const before = this.#decoders.get(this.#placed.length);
      if (width > 0) this.#decoderOf(width).adopt(before?.states ?? null, rows);
      this.#placed = rows.map((_, n) => staying[n] ?? null);
    }
    const fresh: number[] = [];
    for (let place = 0; place < width && this.#waiting.length > 0; place++) {
      if (this.#placed[place] !== null) continue;
      const begun = this.#beginNext();
      if (begun === null) continue;
      this.#placed[place] = begun;
      fresh.push(place);
    }
    if (fresh.length > 0) this.#decoderOf(width).reset(fresh);
  }

  /** Returns the first that waits and has something to read. */
  #beginNext(): PlacedLane | null {
    for (;;) {
      const lane = this.#waiting.shift();
      if (lane === undefined) return null;
      const id = nextOf(lane, null);
      if (id !== null) return { lane, id };
    }
  }

  async #step(): Promise<void> {
    const width = this.#placed.length;
    const ids = Int32Array.from(this.#placed, (placed) => placed?.id ?? NOTHING);
    const logits = await this.#decoderOf(width).step(ids);
    const size = logits.length / width;
    for (const [place, placed] of this.#placed.entries()) {
      if (placed === null) continue;
      const id = nextOf(placed.lane, logits.subarray(place * size, (place + 1) * size));
      this.#placed[place] = id === null ? null : { lane: placed.lane, id };
    }
  }

  #decoderOf(width: number): Decoder {
    const known = this.#decoders.get(width);
    if (known !== undefined) return known;
    const decoder = createDecoder(this.#model, width);
    this.#decoders.set(width, decoder);
    return decoder;
  }
}

/** A text whose logits are no numbers fails by itself, and does not take the others with it. */
function nextOf(lane: Lane, logits: Float32Array | Float64Array | null): number | null {
  try {
    return lane.next(logits);
  } catch (error) {
    lane.fail(error);
    return null;
  }
}

/** Widths are powers of two, so that there are few of them. */
function widthFor(lanes: number): number {
  return lanes === 0 ? 0 : 2 ** Math.ceil(Math.log2(lanes));
}
