import { isRecurrent } from '../../../src-engine/cells/index.ts';
import { hasOwnModule, pytorchModules } from '../../../src-engine/interchange/pytorch-layout.ts';
import type { ModelSpec, RecurrentLayerSpec } from '../../../src-engine/spec/model-spec.ts';
import type { OwnCell } from '../../contract/export-records.ts';

/** The modules of torch.nn for each kind of layer. */
export const moduleNames = { lstm: 'LSTM', gru: 'GRU', simple_rnn: 'RNN' } as const;

/** The layers that nn.LSTM, nn.GRU and nn.RNN cannot compute. `instead`: what the files bring for them. */
export function ownCells(model: ModelSpec, instead: OwnCell['instead']): OwnCell[] {
  const modules = pytorchModules(model);
  return model.layers.flatMap((layer, index) =>
    isRecurrent(layer) && !hasOwnModule(layer)
      ? [{ layer: modules[index] ?? '', usual: `nn.${moduleNames[layer.type]}`, lacks: lacking(layer), instead }]
      : [],
  );
}

function lacking(layer: RecurrentLayerSpec): OwnCell['lacks'] {
  const { type, activation, recurrentDropout } = layer;
  const known = type === 'simple_rnn' ? ['tanh', 'relu'] : ['tanh'];
  return [
    ...(known.includes(activation) ? [] : [{ what: 'activation' as const, name: activation }]),
    ...(type === 'simple_rnn' || layer.recurrentActivation === 'sigmoid'
      ? []
      : [{ what: 'gate-activation' as const, name: layer.recurrentActivation }]),
    ...(recurrentDropout > 0 ? [{ what: 'recurrent-dropout' as const, name: '' }] : []),
  ];
}
