/** The second of a page's two programs: what a person sees of the network. */
import { createApp } from 'vue';
import { applyLanguage } from '../locales/language.ts';
import { applyTheme } from '../ui/theme.ts';
import './page.css';
import PageShell from './PageShell.vue';
import type { PageProgram } from './network/program.ts';
import { readPageData } from './page-data.ts';

declare global {
  /** The first program; it is missing where the browser cannot run it. */
  var kioku: PageProgram | undefined;
}

applyTheme();
applyLanguage();

/** The data comes after the programs, so that a file which is cut off can say so. */
addEventListener('DOMContentLoaded', () => {
  const program = globalThis.kioku;
  if (program !== undefined) program.opened = program.open(readPageData(document));
  createApp(PageShell, {
    opening: program?.opened ?? null,
    licences: document.getElementById('licences')?.textContent ?? '',
  }).mount('#app');
});
