import { cellExports } from '../../../src-engine/cells/exports.ts';
import { isRecurrent } from '../../../src-engine/cells/index.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { hasTorchModule } from './own-cells.ts';

/** Returns the import lines of `model.py`, for the names that its code calls. */
export function pythonImports(model: ModelSpec, code: string): string {
  const called = (names: readonly string[]) => names.filter((name) => code.includes(`${name}(`));
  const modules = new Map<string, Set<string>>([
    ['pooling', new Set(called(['AttentionPooling', 'max_pooling', 'mean_pooling']))],
    ['recurrent', new Set(['State', ...called(['run', 'add_directions', 'freeze_second_bias'])])],
  ]);
  for (const { from, className } of projectModules(model))
    modules.set(from, (modules.get(from) ?? new Set()).add(className));
  const own = [...modules].filter(([, names]) => names.size > 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...(code.includes('torch.') ? ['import torch'] : []),
    'from torch import Tensor, nn',
    ...(code.includes('functional.') ? ['from torch.nn import functional'] : []),
    '',
    ...own.map(([from, names]) => `from ${from} import ${[...names].toSorted().join(', ')}`),
  ].join('\n');
}

/** Returns the project's own modules that the network has, each once. */
export function projectModules({ layers }: ModelSpec): { className: string; from: string }[] {
  const modules = layers.flatMap((layer) =>
    isRecurrent(layer) && !hasTorchModule(layer) ? [cellExports(layer.type).pytorch.own] : [],
  );
  return [...new Map(modules.map((module) => [module.className, module])).values()];
}
