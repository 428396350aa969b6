import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';

/** Networks that read numbers, or tag tokens, are trained with data of which the project knows too little. */
export function canTrain({ task, input }: ModelSpec): boolean {
  return input.kind === 'tokens' && (task === 'language-model' || task === 'classification');
}

export function useOf({ task }: ModelSpec): string {
  return task === 'language-model' ? 'generate.py' : 'predict.py';
}
