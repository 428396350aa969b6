import { shallowRef } from 'vue';
import { queueForTurn } from './import-turn.ts';

/** A file that brings a run or a network: to be sent to the host, or staged there already. */
export type OfferedModel = { name: string; file: File } | { name: string; importId: string };

/** Model files that were dropped, chosen or opened anywhere: the first one is being looked at, the others wait. */
export const offeredModels = shallowRef<readonly OfferedModel[]>([]);
queueForTurn('model', () => offeredModels.value.length > 0);

export function offerModels(models: readonly OfferedModel[]): void {
  if (models.length > 0) offeredModels.value = [...offeredModels.value, ...models];
}
