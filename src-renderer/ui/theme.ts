import { computed, ref, watchEffect } from 'vue';
import { oneOf, remembered } from './remembered.ts';

export const themes = ['system', 'dark', 'light'] as const;
export type Theme = (typeof themes)[number];

/** The person's choice. */
export const theme = remembered<Theme>('theme', 'system', oneOf(themes));

const systemIsDark = ref(false);

/** The theme that is shown. */
export const shownTheme = computed(() =>
  theme.value === 'system' ? (systemIsDark.value ? 'dark' : 'light') : theme.value,
);

/** Keeps the document in the chosen theme from now on. */
export function applyTheme(): void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  systemIsDark.value = query.matches;
  query.addEventListener('change', () => (systemIsDark.value = query.matches));
  watchEffect(() => {
    document.documentElement.dataset.theme = shownTheme.value;
  });
}
