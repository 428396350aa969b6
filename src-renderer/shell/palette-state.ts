import { ref } from 'vue';

/** One window has one palette. */
export const paletteOpen = ref(false);

export function openPalette(): void {
  paletteOpen.value = true;
}
