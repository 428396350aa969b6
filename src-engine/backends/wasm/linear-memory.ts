import { registeredBackends } from '../../spec/backends.ts';
import { OutOfMemoryError } from '../backend.ts';
import { addressAfter } from './kernel-arguments.ts';
import type { Address } from './kernel-arguments.ts';
import { webAssembly } from './webassembly.ts';
import type { WasmMemory } from './webassembly.ts';

const PAGE_BYTES = 65536;
/** A cache line: no two tensors share one. */
const ALIGNMENT_BYTES = 64;
/** The first page belongs to the compiler, for static data. */
const FIRST_ADDRESS = PAGE_BYTES as Address;
/** Kernels read up to a vector past a tensor's end, and its end must be less than 2³². */
const GUARD_BYTES = 64;
/** All that 32-bit addresses reach. */
export const MAXIMUM_BYTES = registeredBackends[0].addressableBytes;

interface FreeBlock {
  address: Address;
  bytes: number;
}

/**
 * Hands out WebAssembly's linear memory, which threads can share if wanted: first fit from a list of free blocks in order of address, else from the top, growing.
 * Addresses are multiples of 64 and may exceed 2³¹.
 */
export class LinearMemory {
  readonly memory: WasmMemory;
  readonly #maximumBytes: number;
  readonly #blocks = new Map<Address, number>();
  /** In order of address, never touching each other or `#top`. */
  readonly #free: FreeBlock[] = [];
  /** Everything from here on is free. */
  #top: Address = FIRST_ADDRESS;
  /** Everything from here on has never been handed out, so it is still zero. */
  #untouched: Address = FIRST_ADDRESS;
  #allocatedBytes = 0;
  #floats: Float32Array<ArrayBufferLike> = new Float32Array();
  #integers: Int32Array<ArrayBufferLike> = new Int32Array();
  #workspace: FreeBlock | null = null;

  /** `maximumBytes`: how far it may grow, at most MAXIMUM_BYTES. */
  constructor(maximumBytes: number, shared = true) {
    this.#maximumBytes = Math.floor(maximumBytes / PAGE_BYTES) * PAGE_BYTES;
    this.memory = new webAssembly.Memory({ initial: 2, maximum: this.#maximumBytes / PAGE_BYTES, shared });
  }

  /** Bytes handed out and not given back. */
  get allocatedBytes(): number {
    return this.#allocatedBytes;
  }

  /** The whole memory as float32. Not to be kept: growth replaces it. */
  get floats(): Float32Array {
    if (this.#floats.buffer !== this.memory.buffer) this.#floats = new Float32Array(this.memory.buffer);
    return this.#floats;
  }

  /** The whole memory as int32. Not to be kept: growth replaces it. */
  get integers(): Int32Array {
    if (this.#integers.buffer !== this.memory.buffer) this.#integers = new Int32Array(this.memory.buffer);
    return this.#integers;
  }

  /** The address of that many bytes, all zero. Throws OutOfMemoryError. */
  allocate(bytes: number): Address {
    const rounded = roundUp(bytes);
    const address = this.#takeFree(rounded) ?? this.#takeTop(rounded);
    const dirtyEnd = Math.min(address + rounded, this.#untouched);
    if (dirtyEnd > address) this.floats.fill(0, address / 4, dirtyEnd / 4);
    this.#untouched = Math.max(this.#untouched, address + rounded) as Address;
    this.#blocks.set(address, rounded);
    this.#allocatedBytes += rounded;
    return address;
  }

  /** Frees memory that `allocate` returned. Throws if it did not, or if it was freed before. */
  release(address: Address): void {
    const bytes = this.#blocks.get(address);
    if (bytes === undefined) throw new Error('Only memory that was allocated here can be released, and only once.');
    this.#blocks.delete(address);
    this.#allocatedBytes -= bytes;
    this.#insertFree({ address, bytes });
  }

  /** Addresses of memory for the duration of one op, contents undefined. The next call hands out the same. */
  workspace(...sizes: number[]): Address[] {
    const bytes = sizes.reduce((sum, size) => sum + roundUp(size), 0);
    if (this.#workspace === null || this.#workspace.bytes < bytes) {
      if (this.#workspace !== null) this.release(this.#workspace.address);
      this.#workspace = null;
      this.#workspace = { address: this.allocate(bytes), bytes };
    }
    let next = this.#workspace.address;
    return sizes.map((size) => {
      const address = next;
      next = addressAfter(address, roundUp(size));
      return address;
    });
  }

  #takeFree(bytes: number): Address | null {
    const index = this.#free.findIndex((block) => block.bytes >= bytes);
    if (index < 0) return null;
    const block = this.#free[index];
    const { address } = block;
    if (block.bytes === bytes) this.#free.splice(index, 1);
    else this.#free[index] = { address: addressAfter(address, bytes), bytes: block.bytes - bytes };
    return address;
  }

  #takeTop(bytes: number): Address {
    const address = this.#top;
    this.#growTo(address + bytes + GUARD_BYTES);
    this.#top = addressAfter(address, bytes);
    return address;
  }

  /** By an eighth at least, where there is room for that, so that growing stays rare. */
  #growTo(bytes: number): void {
    const present = this.memory.buffer.byteLength;
    if (bytes <= present) return;
    const outOfMemory = () => new OutOfMemoryError(bytes - present, this.#maximumBytes - present);
    if (bytes > this.#maximumBytes) throw outOfMemory();
    const generous = Math.min(Math.max(bytes, present * 1.125), this.#maximumBytes);
    for (const wanted of [generous, bytes]) {
      try {
        this.memory.grow(Math.ceil((wanted - present) / PAGE_BYTES));
        return;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    throw outOfMemory();
  }

  /** Joins the block with its free neighbours and with the top. */
  #insertFree({ address, bytes }: FreeBlock): void {
    let index = this.#free.findIndex((block) => block.address > address);
    if (index < 0) index = this.#free.length;
    const before = this.#free[index - 1];
    const next = this.#free[index];
    let start = address;
    let end = addressAfter(address, bytes);
    let removed = 0;
    if (next !== undefined && next.address === end) {
      end = addressAfter(end, next.bytes);
      removed++;
    }
    if (before !== undefined && before.address + before.bytes === start) {
      start = before.address;
      index--;
      removed++;
    }
    if (end === this.#top) {
      this.#free.splice(index, removed);
      this.#top = start;
    } else {
      this.#free.splice(index, removed, { address: start, bytes: end - start });
    }
  }
}

function roundUp(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / ALIGNMENT_BYTES)) * ALIGNMENT_BYTES;
}
