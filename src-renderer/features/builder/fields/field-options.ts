import { computed, type ComputedRef } from 'vue';
import type { Initializer } from '../../../../src-engine/spec/model-spec.ts';
import type { MessageKey } from '../../../locales/messages.ts';
import { useLocale } from '../../../locales/use-locale.ts';

/** The limits that the contract's schemas set. */
export const largestSize = 65_536;
export const largestVocabulary = 16_777_216;
/** The largest bias at initialisation, in either sign. */
export const largestBias = 100;

interface Option<T> {
  value: T;
  label: string;
}

/** The values as the options of a select, with their names in the present language. */
export function useOptions<T extends string>(
  values: readonly T[],
  keyOf: (value: T) => MessageKey,
): ComputedRef<Option<T>[]> {
  const { t } = useLocale();
  return computed(() => values.map((value) => ({ value, label: t(keyOf(value)) })));
}

const initializers = [
  'xavier_uniform',
  'xavier_normal',
  'he_uniform',
  'he_normal',
  'orthogonal',
  'uniform',
  'zeros',
] as const satisfies Initializer[];

export const useInitializers = () => useOptions<Initializer>(initializers, (value) => `initializers.${value}`);
