import { usePreferredDark } from '@vueuse/core';
import { computed, watchEffect } from 'vue';
import { oneOf, remembered } from './remembered.ts';

export const themes = ['system', 'dark', 'light'] as const;
export type Theme = (typeof themes)[number];

/** The person's choice. */
export const theme = remembered<Theme>('theme', 'system', oneOf(themes));

const systemIsDark = usePreferredDark();

/** The theme that is shown. */
export const shownTheme = computed(() =>
  theme.value === 'system' ? (systemIsDark.value ? 'dark' : 'light') : theme.value,
);

/** Keeps the document in the chosen theme from now on. */
export function applyTheme(): void {
  watchEffect(() => {
    document.documentElement.dataset.theme = shownTheme.value;
  });
}
