import { cellExports } from '../../../src-engine/cells/exports.ts';
import { cellFacts, isRecurrent, type RecurrentLayerSpec } from '../../../src-engine/cells/index.ts';
import type { MissingInTorch } from '../../../src-engine/cells/pytorch-cell.ts';
import { pytorchModules } from '../../../src-engine/interchange/pytorch/pytorch-layout.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { OwnCell } from '../../contract/export-records.ts';

/** Returns the layers that torch.nn cannot compute. `isBrought` is true when the files bring modules for them. */
export function ownCells(model: ModelSpec, isBrought: boolean): OwnCell[] {
  const modules = pytorchModules(model);
  return model.layers.flatMap((layer, index) => {
    if (hasTorchModule(layer) || !isRecurrent(layer)) return [];
    const { torch, own } = cellExports(layer.type).pytorch;
    return [
      {
        layer: modules[index] ?? '',
        usual: torch === null ? 'torch.nn' : `nn.${torch.className}`,
        lacks: missing(layer),
        instead: isBrought ? own.className : null,
      },
    ];
  });
}

/** True where a module of torch.nn computes just this, and for layers that are not recurrent. */
export function hasTorchModule(layer: LayerSpec): boolean {
  return !isRecurrent(layer) || missing(layer).length === 0;
}

function missing(layer: RecurrentLayerSpec): MissingInTorch[] {
  const { torch } = cellExports(layer.type).pytorch;
  return torch === null ? [{ what: 'cell', name: cellFacts(layer.type).displayName }] : torch.lacks(layer);
}
