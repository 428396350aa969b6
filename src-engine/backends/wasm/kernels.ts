import { webAssembly } from './webassembly.ts';
import type { WasmMemory, WasmModule } from './webassembly.ts';

/** The kernels, whose first two arguments, begin and end, bound what one call computes: parts do not depend on each other. */
export const kernelNames = [
  ...([
    'packPanels',
    'packPanelsTransposed',
    'linear',
    'linearColumns',
    'packStrips',
    'multiplyStrips',
    'weightGradient',
    'sumRows',
    'gatherRows',
    'scatterRows',
  ] as const),
  ...(['rnnForward', 'rnnBackward', 'lstmForward', 'lstmBackward', 'gruForward', 'gruBackward'] as const),
  ...(['activationForward', 'activationBackward', 'softmaxForward', 'softmaxBackward'] as const),
  ...(['layerNormForward', 'layerNormInputGradient', 'layerNormParameterGradient'] as const),
  ...(['meanPoolForward', 'meanPoolBackward', 'maxPoolForward', 'maxPoolBackward'] as const),
  ...(['attendForward', 'attendBackward'] as const),
  ...(['softmaxCrossEntropy', 'squaredError', 'sumOfSquares'] as const),
  ...(['dropoutMask', 'fillFloat', 'fillInteger', 'multiply', 'addScaled', 'scale', 'clamp', 'copyColumns'] as const),
  ...(['sgd', 'momentum', 'scaledBySquares', 'adam'] as const),
];

export type KernelName = (typeof kernelNames)[number];

/**
 * The exports of a kernel module; see assembly/ for what each computes. Arguments are numbers in the order of the AssemblyScript
 * declaration: addresses and strides in bytes (0: none), counts, floats, and booleans as 0 or 1.
 */
export type Kernels = Readonly<Record<KernelName, (begin: number, end: number, ...args: number[]) => void>> & {
  useScratch(address: number): void;
  scratchBytes(): number;
  panelColumns(): number;
  stripColumns(): number;
  copy(count: number, from: number, to: number): void;
  histogram(size: number, x: number, bins: number, counts: number, lowest: number, highest: number): void;
};

export function instantiateKernels(module: WasmModule, memory: WasmMemory): Kernels {
  const { exports } = new webAssembly.Instance(module, { env: { memory } });
  return exports as Kernels;
}
