import { decodeUtf8 } from '../text/utf8.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** The data in a pickle. Calls of anything but the makers of tensors become `Opaque`: nothing is ever run. */
export type Pickled =
  null | boolean | number | string | Pickled[] | Map<Pickled, Pickled> | PickledGlobal | PickledTensor | Opaque;

class PickledGlobal {
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

const mark = new Opaque();
const damaged = () => new PickleError('is damaged: what it says about its tensors cannot be read.');

/** Reads a pickle of protocol 2 to 5 without running anything of it. What it takes of the memory is in proportion to its size. */
export function unpickle(bytes: Uint8Array): Pickled {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: Pickled[] = [];
  const memo = new Map<number, Pickled>();
  let at = 0;
  const take = (count: number): Uint8Array => {
    if (!(count >= 0 && at + count <= bytes.length)) throw damaged();
    at += count;
    return bytes.subarray(at - count, at);
  };
  const number = (count: 1 | 2 | 4): number => {
    take(count);
    if (count === 1) return view.getUint8(at - 1);
    return count === 2 ? view.getUint16(at - 2, true) : view.getUint32(at - 4, true);
  };
  const line = (): string => {
    const end = bytes.indexOf(10, at);
    if (end < 0) throw damaged();
    const text = decodeUtf8(bytes.subarray(at, end));
    at = end + 1;
    return text;
  };
  const pop = (): Pickled => {
    const value = stack.pop();
    if (value === undefined || value === mark) throw damaged();
    return value;
  };
  const top = (): Pickled => {
    const value = stack.at(-1);
    if (value === undefined || value === mark) throw damaged();
    return value;
  };
  const popToMark = (): Pickled[] => {
    const start = stack.lastIndexOf(mark);
    if (start < 0) throw damaged();
    const values = stack.splice(start + 1);
    stack.pop();
    return values;
  };
  const setItems = (items: Pickled[]): void => {
    const target = top();
    if (!(target instanceof Map)) return;
    for (let n = 0; n + 1 < items.length; n += 2) target.set(items[n], items[n + 1]);
  };
  const append = (items: Pickled[]): void => {
    const target = top();
    if (Array.isArray(target)) for (const item of items) target.push(item);
  };
  const recall = (key: number): void => {
    const value = memo.get(key);
    if (value === undefined) throw damaged();
    stack.push(value);
  };
  const tuple = (count: number): void => {
    const values = Array.from({ length: count }, pop);
    stack.push(values.reverse());
  };

  for (;;) {
    const code = number(1);
    switch (code) {
      case 0x80: // PROTO
        number(1);
        break;
      case 0x95: // FRAME
        take(8);
        break;
      case 0x28:
        stack.push(mark);
        break;
      case 0x2e:
        return pop();
      case 0x30: // POP
        stack.pop();
        break;
      case 0x4e:
        stack.push(null);
        break;
      case 0x88:
      case 0x89:
        stack.push(code === 0x88);
        break;
      case 0x4a:
        stack.push(number(4) | 0);
        break;
      case 0x4b:
        stack.push(number(1));
        break;
      case 0x4d:
        stack.push(number(2));
        break;
      case 0x8a:
        stack.push(littleEndian(take(number(1))));
        break;
      case 0x47:
        take(8);
        stack.push(view.getFloat64(at - 8, false));
        break;
      case 0x58:
        stack.push(decodeUtf8(take(number(4))));
        break;
      case 0x8c:
        stack.push(decodeUtf8(take(number(1))));
        break;
      case 0x5d:
      case 0x29:
        stack.push([]);
        break;
      case 0x7d:
        stack.push(new Map());
        break;
      case 0x74:
        stack.push(popToMark());
        break;
      case 0x85:
      case 0x86:
      case 0x87:
        tuple(code - 0x84);
        break;
      case 0x61:
        append([pop()]);
        break;
      case 0x65:
        append(popToMark());
        break;
      case 0x73: {
        const value = pop();
        setItems([pop(), value]);
        break;
      }
      case 0x75:
        setItems(popToMark());
        break;
      case 0x71:
        memo.set(number(1), top());
        break;
      case 0x72:
        memo.set(number(4), top());
        break;
      case 0x94:
        memo.set(memo.size, top());
        break;
      case 0x68:
        recall(number(1));
        break;
      case 0x6a:
        recall(number(4));
        break;
      case 0x63:
        stack.push(new PickledGlobal(`${line()}.${line()}`));
        break;
      case 0x93: {
        const name = pop();
        stack.push(new PickledGlobal(`${String(pop())}.${String(name)}`));
        break;
      }
      case 0x51: // BINPERSID: stays the tuple that names a storage
        break;
      case 0x52:
      case 0x81: {
        const given = pop();
        stack.push(call(pop(), given));
        break;
      }
      case 0x62: // BUILD: attributes, of which a tensor needs none
        pop();
        break;
      default:
        throw new PickleError('holds more than tensors and plain data. Save model.state_dict() instead of the model.', {
          reason: 'whole-model',
        });
    }
  }
}

function call(callee: Pickled, given: Pickled): Pickled {
  if (!(callee instanceof PickledGlobal) || !Array.isArray(given)) return new Opaque();
  switch (callee.name) {
    case 'collections.OrderedDict':
      return new Map();
    case 'torch._utils._rebuild_tensor_v2':
      return rebuildTensor(given);
    case 'torch._utils._rebuild_parameter':
      return given[0] ?? null;
    default:
      return new Opaque();
  }
}

/** ('storage', type, key, device, size), offset, shape, strides. */
function rebuildTensor([storage, offset, shape, strides]: Pickled[]): PickledTensor {
  if (!Array.isArray(storage) || !isCount(offset) || !isCounts(shape) || !isCounts(strides)) throw damaged();
  const [, type, key] = storage;
  if (!(type instanceof PickledGlobal) || typeof key !== 'string') throw damaged();
  if (strides.length !== shape.length || shape.length > 8) throw damaged();
  return new PickledTensor({ type: type.name, key }, offset, shape, strides);
}

function isCount(value: Pickled | undefined): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isCounts(value: Pickled | undefined): value is number[] {
  return Array.isArray(value) && value.every(isCount);
}

/** Two's complement. */
function littleEndian(bytes: Uint8Array): number {
  let value = 0;
  bytes.forEach((byte, n) => (value += byte * 256 ** n));
  return bytes.length > 0 && bytes[bytes.length - 1] >= 128 ? value - 256 ** bytes.length : value;
}
