import type { LayerSpec } from '../../spec/model-spec.ts';
import type { ParameterTensor } from '../trained-model.ts';
import type { KerasFile } from './keras-file.ts';
import { KerasError, textOf } from './read-keras-chain.ts';

/** A layer of the engine with its parameters by their names within it. */
export interface ReadLayer {
  spec: LayerSpec;
  parameters: Record<string, ParameterTensor>;
}

export interface ReadInput {
  kind: 'ids' | 'numbers';
  size: number;
}

/** A network of which the first layers have been read. */
export class KerasReading {
  readonly file: KerasFile;
  readonly layers: ReadLayer[] = [];
  /** The number of columns that go into the next layer; null while these are the network's input. */
  width: number | null = null;
  input: ReadInput | null = null;
  /** Factor of a Rescaling layer on the way to the next activation. */
  scale = 1;

  constructor(file: KerasFile) {
    this.file = file;
  }

  add(spec: LayerSpec, parameters: Record<string, ParameterTensor> = {}): void {
    this.layers.push({ spec, parameters });
  }

  /** Has the layer called `name` take `rows` columns, which is the width of the input where it is the first one with a kernel. */
  enter(name: string, rows: number): void {
    this.input ??= { kind: 'numbers', size: rows };
    if (rows !== (this.width ?? rows))
      throw new KerasError(`is damaged: the weights of ${textOf(name)} do not fit what comes before.`);
  }
}

/**
 * Returns the error for something that the studio does not have. `detail` names it in Keras' words, and `what` says it
 * in words that follow the layer's name.
 */
export function unsupported(name: string, detail: string, what: string): KerasError {
  const layer = textOf(name);
  const message = `cannot be imported: its layer ${layer} ${what}, which the studio does not have.`;
  return new KerasError(message, { reason: 'unknown-layer', layer, detail });
}

/** Returns the name of a function, which Keras 3 may write as an object. */
export function functionName(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'config' in value ? value.config : value;
}
