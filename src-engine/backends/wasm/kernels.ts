import { webAssembly } from './webassembly.ts';
import type { WasmMemory, WasmModule } from './webassembly.ts';

type Kernel = (...args: number[]) => void;

/**
 * What a kernel module exports; see assembly/ for what each computes. Arguments are numbers in the order of the AssemblyScript
 * declaration: addresses and strides in bytes (0: none), counts, floats, and booleans as 0 or 1.
 */
export interface Kernels {
  useScratch(address: number): void;
  scratchBytes(): number;
  panelColumns(): number;
  weightGradientWorkspaceBytes(inputs: number): number;
  sumOfSquares(begin: number, end: number, x: number): number;

  readonly packPanels: Kernel;
  readonly packPanelsTransposed: Kernel;
  readonly linear: Kernel;
  readonly weightGradient: Kernel;
  readonly sumRows: Kernel;
  readonly gatherRows: Kernel;
  readonly scatterRows: Kernel;
  readonly rnnForward: Kernel;
  readonly rnnBackward: Kernel;
  readonly lstmForward: Kernel;
  readonly lstmBackward: Kernel;
  readonly gruForward: Kernel;
  readonly gruBackward: Kernel;
  readonly activationForward: Kernel;
  readonly activationBackward: Kernel;
  readonly softmaxForward: Kernel;
  readonly softmaxBackward: Kernel;
  readonly softmaxCrossEntropy: Kernel;
  readonly squaredError: Kernel;
  readonly histogram: Kernel;
  readonly dropoutMask: Kernel;
  readonly fillFloat: Kernel;
  readonly fillInteger: Kernel;
  readonly copy: Kernel;
  readonly multiply: Kernel;
  readonly addScaled: Kernel;
  readonly scale: Kernel;
  readonly clamp: Kernel;
  readonly copyColumns: Kernel;
  readonly sgd: Kernel;
  readonly momentum: Kernel;
  readonly scaledBySquares: Kernel;
  readonly adam: Kernel;
}

export function instantiateKernels(module: WasmModule, memory: WasmMemory): Kernels {
  const { exports } = new webAssembly.Instance(module, { env: { memory } });
  return exports as Kernels;
}
