import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import { includesScope, type Access } from '../../../src-main/contract/access-records.ts';
import type { Connection } from './connect.ts';

/** This window's scope: everything, unless a token with a smaller scope has opened it. */
export interface WindowAccess {
  /** Null until the host has said it, for which nobody waits: it checks every call itself. */
  granted: ComputedRef<Access | null>;
  canUse: ComputedRef<boolean>;
  canTrain: ComputedRef<boolean>;
}

export function followAccess({ client, generation }: Connection): WindowAccess {
  const granted = shallowRef<Access | null>(null);
  watch(
    generation,
    async (line) => {
      if (line === 0) return;
      granted.value = await client.system.access().catch(() => granted.value);
    },
    { immediate: true },
  );
  const may = (required: Access['scope']) =>
    computed(() => granted.value === null || includesScope(granted.value.scope, required));
  return { granted: computed(() => granted.value), canUse: may('use'), canTrain: may('train') };
}
