import { isRecurrent } from '../../../src-engine/cells/index.ts';
import { cellExports } from '../../../src-engine/cells/exports.ts';
import { pytorchModules } from '../../../src-engine/interchange/pytorch/pytorch-layout.ts';
import { layerShapes } from '../../../src-engine/models/layer-shapes.ts';
import { hasTiedOutput, isTied } from '../../../src-engine/models/tied-output.ts';
import type { Activation, LayerSpec, ModelSpec, RecurrentLayerSpec } from '../../../src-engine/spec/model-spec.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import { pythonImports } from './python-imports.ts';
import { hasTorchModule } from './own-cells.ts';

/** `model.py`: the network as a person would write it, with the names that its weights have in `model.safetensors`. */
export function modelSource(model: ModelSpec): string {
  const modules = pytorchModules(model);
  const recurrent = model.layers.flatMap((layer, index) => (isRecurrent(layer) ? [modules[index]] : []));
  const made = model.layers.flatMap((layer, index) => construct(model, layer, index, modules[index]));
  const steps = model.layers.flatMap((layer, index) =>
    apply(model, layer, modules[index], recurrent.indexOf(modules[index])),
  );
  const imports = pythonImports(model, [...made, ...steps].join('\n'));
  return `"""The network that Kioku Studio trained. Its weights are in model.safetensors."""

from __future__ import annotations

from pathlib import Path
from typing import List, Optional, Tuple

${imports}
from weights import read_safetensors

FOLDER = Path(__file__).parent


class Model(nn.Module):
    """${inputOf(model)} → ${outputOf(model)}, and the states of the recurrent layers."""

    #: The recurrent layers, in the order of their states.
    recurrent_names = ${JSON.stringify(recurrent)}

    def __init__(self) -> None:
        super().__init__()
${indent(made)}

    def forward(
        self, x: Tensor, state: Optional[List[State]] = None, lengths: Optional[Tensor] = None
    ) -> Tuple[Tensor, List[State]]:
        """\`state\` is what an earlier call gave, to go on from there; \`lengths\` (B) are those of padded sequences."""
        before: List[Optional[State]] = list(state) if state is not None else [None] * ${recurrent.length}
        after: List[State] = []
${indent(steps)}
        return x, after


def load_model(folder: Path = FOLDER) -> Model:
    """The trained network, ready to predict."""
    model = Model()
    tensors, _ = read_safetensors(folder / "model.safetensors")
${sharedWeight(model)}    model.load_state_dict(tensors)
    return model.eval()
`;
}

/** A weight that two modules share is in the file once. */
function sharedWeight(model: ModelSpec): string {
  return hasTiedOutput(model) ? '    tensors["output.weight"] = tensors["embedding.weight"]\n' : '';
}

function indent(lines: readonly string[]): string {
  return lines.map((line) => `        ${line}`).join('\n');
}

function construct(model: ModelSpec, layer: LayerSpec, index: number, module: string | null): string[] {
  const { input, outputs } = layerShapes(model);
  const size = index === 0 ? input.size : outputs[index - 1].size;
  switch (layer.type) {
    case 'embedding':
      return [
        `self.embedding = nn.Embedding(${size}, ${layer.dim})`,
        ...(layer.trainable ? [] : ['self.embedding.weight.requires_grad_(False)']),
      ];
    case 'dense':
      return [
        `self.${module} = nn.Linear(${size}, ${layer.units})`,
        ...(isTied(layer) ? [`self.${module}.weight = self.embedding.weight`] : []),
      ];
    case 'dropout':
      return [`self.${module} = nn.Dropout(${layer.rate})`];
    case 'layer_norm':
      return [`self.${module} = nn.LayerNorm(${size}, eps=${layer.epsilon})`];
    case 'attention_pooling':
      return [`self.${module} = AttentionPooling(${size}, ${layer.units})`];
    case 'one_hot':
    case 'mean_pooling':
    case 'max_pooling':
    case 'activation':
      return [];
    default:
      return [
        `self.${module} = ${recurrentModule(layer, size)}`,
        ...(hasFrozenBias(layer) ? [`freeze_second_bias(self.${module})`] : []),
      ];
  }
}

/** A bias that the engine does not have, and that torch.nn's modules, and those in their layout, do. */
export function hasFrozenBias(layer: RecurrentLayerSpec): boolean {
  return cellExports(layer.type).pytorch.rows?.hasRecurrentBias === false;
}

function recurrentModule(layer: RecurrentLayerSpec, size: number): string {
  const { torch, own } = cellExports(layer.type).pytorch;
  const both = layer.bidirectional === null ? [] : ['bidirectional=True'];
  if (torch !== null && hasTorchModule(layer)) {
    const given = [size, layer.units, ...torch.arguments(layer), 'batch_first=True', ...both];
    return `nn.${torch.className}(${given.join(', ')})`;
  }
  const { before, after } = own.arguments(layer);
  return `${own.className}(${[...before, size, layer.units, ...both, ...after].join(', ')})`;
}

const functions: Record<Activation, string | null> = {
  tanh: 'torch.tanh(x)',
  softsign: 'functional.softsign(x)',
  relu: 'torch.relu(x)',
  sigmoid: 'torch.sigmoid(x)',
  hard_sigmoid: '(0.2 * x + 0.5).clamp(0, 1)',
  linear: null,
};

function apply(model: ModelSpec, layer: LayerSpec, module: string | null, recurrentIndex: number): string[] {
  switch (layer.type) {
    case 'one_hot':
      return [`x = functional.one_hot(x, ${layerShapes(model).input.size}).float()`];
    case 'embedding':
    case 'dense':
    case 'dropout':
    case 'layer_norm':
      return [`x = self.${module}(x)`];
    case 'attention_pooling':
      return [`x = self.${module}(x, lengths)`];
    case 'mean_pooling':
    case 'max_pooling':
      return [`x = ${layer.type}(x, lengths)`];
    case 'activation': {
      if (layer.activation !== 'softmax') {
        const call = functions[layer.activation];
        return call === null ? [] : [`x = ${call}`];
      }
      // The loss takes logits.
      return taskFacts[model.task].loss === 'squared-error' ? ['x = x.softmax(dim=-1)'] : [];
    }
    default:
      return [
        `${layer.returnSequences ? 'x, _' : '_, x'}, new_state = run(self.${module}, x, before[${recurrentIndex}], lengths)`,
        'after.append(new_state)',
        ...(layer.bidirectional === 'sum' ? ['x = add_directions(x)'] : []),
      ];
  }
}

function inputOf({ input }: ModelSpec): string {
  return input.kind === 'tokens' ? 'Token ids (B, T)' : `Numbers (B, T, ${input.size})`;
}

function outputOf(model: ModelSpec): string {
  const { size } = layerShapes(model).outputs[model.layers.length - 1];
  const { outputsPer, outputsAre } = taskFacts[model.task];
  if (outputsAre === 'tokens') return `logits (B, T, ${size}) of the tokens that come next`;
  if (outputsAre === 'numbers') return `values (B, ${size})`;
  return outputsPer === 'step' ? `logits (B, T, ${size}) of each token's class` : `logits (B, ${size}) of the classes`;
}
