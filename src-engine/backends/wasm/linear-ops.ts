import type { Backend } from '../backend.ts';
import { FEWEST_ROWS_TO_PACK } from './wasm-context.ts';
import type { WasmContext } from './wasm-context.ts';
import { addressOf } from './wasm-tensor.ts';

export function createLinearOps(context: WasmContext): Pick<Backend, 'linearForward' | 'linearBackward'> {
  const { kernels, memory, panelBytes } = context;

  return {
    linearForward(args) {
      const [inputs, outputs] = args.kernel.shape;
      const rows = args.out.size / outputs;
      const kernel = addressOf(args.kernel);
      const bias = addressOf(args.bias);
      const out = addressOf(args.out);
      if (args.x === undefined) {
        kernels.gatherRows(0, rows, outputs, addressOf(args.ids), kernel, bias, out);
      } else if (rows < FEWEST_ROWS_TO_PACK) {
        kernels.linear(0, rows, outputs, inputs, addressOf(args.x), kernel, 4 * outputs, bias, 0, out);
      } else {
        const [panels] = memory.workspace(panelBytes(inputs, outputs));
        kernels.packPanels(kernel, inputs, outputs, panels);
        kernels.linear(0, rows, outputs, inputs, addressOf(args.x), panels, 0, bias, 0, out);
      }
    },

    linearBackward(args) {
      const [inputs, outputs] = args.kernel.shape;
      const rows = args.dOut.size / outputs;
      const dOut = addressOf(args.dOut);
      const dKernel = addressOf(args.dKernel);
      const dBias = addressOf(args.dBias);
      if (args.x !== undefined && dKernel !== 0) {
        const [workspace] = memory.workspace(kernels.weightGradientWorkspaceBytes(inputs));
        const x = addressOf(args.x);
        kernels.weightGradient(0, outputs, rows, inputs, outputs, x, 0, 1, dOut, dKernel, dBias, workspace);
      } else if (dBias !== 0) {
        kernels.sumRows(0, outputs, rows, outputs, dOut, dBias);
      }
      if (args.ids !== undefined && dKernel !== 0) {
        kernels.scatterRows(0, outputs, rows, outputs, addressOf(args.ids), dOut, dKernel);
      }
      if (args.dX !== null) {
        const [panels] = memory.workspace(panelBytes(outputs, inputs));
        kernels.packPanelsTransposed(addressOf(args.kernel), outputs, inputs, panels);
        const dX = addressOf(args.dX);
        const [source, sourceStride] = args.accumulateDX ? [dX, 4 * inputs] : [0, 0];
        kernels.linear(0, rows, inputs, outputs, dOut, panels, 0, source, sourceStride, dX);
      }
    },
  };
}
