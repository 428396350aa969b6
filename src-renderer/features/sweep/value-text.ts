import { isCellType } from '../../../src-engine/cells/index.ts';
import { factsOf } from '../../domain/cells/cell-variables.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { optimizerTypes } from '../../../src-main/contract/sweeps/swept-settings.ts';
import type { SweptName, SweptValue } from '../../../src-engine/sweeps/swept-values.ts';

/** A setting's value as it is shown. */
export function valueText(name: SweptName, value: SweptValue, { t, number }: Locale): string {
  if (typeof value === 'number') return name === 'seed' ? String(value) : number(value);
  if (isCellType(value)) return factsOf(value).displayName;
  const type = optimizerTypes.find((known) => known === value);
  return type === undefined ? value : t(`optimizers.${type}`);
}
