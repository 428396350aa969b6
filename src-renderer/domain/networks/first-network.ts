import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { useStudio } from '../../client/studio.ts';
import { useBundledNetworks } from './bundled-networks.ts';

/**
 * Opens the first network that came along, where a page has nothing else to show: it is in the list of runs then. Does nothing where the
 * person has removed all of them, or this window may only look.
 */
export function useFirstNetwork(isNeeded: () => boolean): {
  isOpening: ComputedRef<boolean>;
  error: Readonly<ShallowRef<unknown>>;
} {
  const { access } = useStudio();
  const { offered, open } = useBundledNetworks();
  const opening = shallowRef(false);
  const error = shallowRef<unknown>(null);
  const wanted = computed(() => (isNeeded() && access.canUse.value ? (offered.value?.[0] ?? null) : null));

  watch(
    () => wanted.value?.id,
    async () => {
      if (wanted.value === null || opening.value) return;
      opening.value = true;
      error.value = null;
      try {
        await open(wanted.value);
      } catch (cause) {
        error.value = cause;
      } finally {
        opening.value = false;
      }
    },
    { immediate: true },
  );
  return {
    isOpening: computed(() => opening.value || (isNeeded() && access.canUse.value && offered.value === null)),
    error,
  };
}
