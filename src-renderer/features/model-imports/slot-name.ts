import type { Locale } from '../../locales/use-locale.ts';
import type { WeightsInspection } from './model-import-draft.ts';

/** A place in the network as a person calls it: `LSTM 2, input weights, backward`. */
export function slotName(
  { part, layer, isBackward }: Pick<WeightsInspection['slots'][number], 'part' | 'layer' | 'isBackward'>,
  { t, integer }: Pick<Locale, 't' | 'integer'>,
): string {
  const name = t(`modelImport.parts.${part}`);
  if (layer === null) return name;
  const place = t('modelImport.recurrent', { n: integer(layer + 1), part: name });
  return isBackward ? t('modelImport.backward', { place }) : place;
}
