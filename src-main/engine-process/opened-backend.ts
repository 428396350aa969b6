import type { Backend } from '../../src-engine/backends/backend.ts';
import type { VariantChoice } from '../../src-engine/spec/backends.ts';

/** A backend that works on this machine. */
export interface OpenedBackend {
  /** The number of threads of a training that does not ask for another number. */
  readonly threads: number;
  /** The build of its kernels that was found the fastest here; null when it has none. */
  readonly variant: string | null;
  /** The builds of its kernels that can be asked for by name here. */
  readonly variants: readonly VariantChoice[];
  /** 10⁹ operations a second on one thread; null when that was not measured. */
  readonly gigaflops: number | null;
  /** The widest instruction set that there are native kernels for, or “none” and why; left out by a backend without kernels. */
  readonly nativeKernels?: string;
  /** Returns a backend with a memory of its own; `threads` null stands for as many as this machine has cores. */
  create(threads: number | null): Backend;
  /** Returns a backend that computes the same bits on every machine, and in an exported page where it runs there. */
  createPortable(threads: number | null): Backend;
}

/** One of the builds of a backend. */
export interface BackendBuild {
  readonly name: string;
  /** The build of its kernels; null when it has none. */
  readonly variant: string | null;
  create(): Backend;
}

/** The way in which a registered backend is opened in Node. */
export interface BackendOpener {
  /**
   * Opens the backend, with `variant` instead of the fastest one if it is given. Rejects when the backend does not work
   * here.
   */
  open(variant: string | null): Promise<OpenedBackend>;
  /** Returns every build that this runtime can run, for comparisons of results. Rejects when one is missing. */
  everyBuild(): Promise<BackendBuild[]>;
}
