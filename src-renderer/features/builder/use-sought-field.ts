import { watch } from 'vue';
import { useRoute } from 'vue-router';
import type { LayerSpec } from '../../../src-engine/spec/model-spec.ts';
import { INPUT, type Editor } from './document/editor.ts';

const ofInput = ['layerFields.vocabularySize', 'layerFields.kind', 'layerFields.size'];

/** Opens the part of the builder that has the field which an address looks for, so that it is there to be found. */
export function useSoughtField(
  { model, select }: Pick<Editor, 'model' | 'select'>,
  open: { variance(): void; training(): void },
): void {
  const route = useRoute();

  function show(find: unknown): void {
    if (typeof find !== 'string') return;
    if (find === 'signals.title') open.variance();
    else if (ofInput.includes(find)) select(INPUT);
    else if (find.startsWith('layerFields.')) select(layerWith(find, model.value.layers));
    else if (/^(trainFields|settings|classWeights|vectors)\.|^builder\.rival$/.test(find)) open.training();
  }
  watch(() => route.query.find, show, { immediate: true });
}

/** The first layer that has the option. */
function layerWith(find: string, layers: readonly LayerSpec[]): number {
  const name = find.slice('layerFields.'.length);
  const option = name === 'attentionUnits' || name === 'units' ? 'units' : name === 'function' ? 'activation' : name;
  const fits = (layer: LayerSpec) => {
    if (name === 'attentionUnits') return layer.type === 'attention_pooling';
    if (name === 'function') return layer.type === 'activation';
    return option in layer || (name === 'tied' && layer === layers.findLast(({ type }) => type === 'dense'));
  };
  return Math.max(layers.findIndex(fits), 0);
}
