import { UnreadableFile } from '../unreadable-file.ts';

/** The data in a pickle. Calls of anything but the makers of tensors become `Opaque`: nothing is ever run. */
export type Pickled =
  null | boolean | number | string | Pickled[] | Map<Pickled, Pickled> | PickledGlobal | PickledTensor | Opaque;

/** A class or function that the pickle names, such as `collections.OrderedDict`. */
export class PickledGlobal {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export class Opaque {
  readonly isOpaque = true;
}

/** A tensor, of which the values lie in a storage elsewhere. */
export class PickledTensor {
  readonly storage: { type: string; key: string };
  readonly offset: number;
  readonly shape: number[];
  readonly strides: number[];
  constructor(storage: PickledTensor['storage'], offset: number, shape: number[], strides: number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

/** The bytes are no pickle, or not one that holds data alone. The message goes on after the file's name. */
export class PickleError extends UnreadableFile {}

export function damagedPickle(): PickleError {
  return new PickleError('is damaged: what it says about its tensors cannot be read.');
}
