/** The part of the WebAssembly JavaScript API that is used here; the ES library's types lack it, every runtime has it. */
interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  Module: new (bytes: Uint8Array) => WasmModule;
  Instance: new (module: WasmModule, imports: { env: { memory: WasmMemory } }) => { exports: object };
  Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => WasmMemory;
}

/** A compiled module; opaque. It and a memory can be sent to other threads. */
export type WasmModule = object;

export interface WasmMemory {
  /** Replaced by a longer one of the same memory whenever that grows. */
  readonly buffer: ArrayBufferLike;
  /** Adds pages of 64 KiB. Throws a RangeError when it cannot. */
  grow(pages: number): number;
}

declare const WebAssembly: WebAssemblyApi;

export const webAssembly = WebAssembly;
