import tailwind from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import { fileURLToPath } from 'node:url';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  main: {
    build: { outDir: path('out/main'), rolldownOptions: { input: { main: path('src-main/electron/main.ts') } } },
  },
  renderer: {
    root: path('src-renderer'),
    plugins: [vue(), tailwind()],
    define: {
      __VUE_I18N_FULL_INSTALL__: false,
      __VUE_I18N_LEGACY_API__: false,
      __INTLIFY_PROD_DEVTOOLS__: false,
    },
    build: {
      outDir: path('out/renderer'),
      emptyOutDir: true,
      minify: true,
      // The content security policy allows files of our own, not data: addresses.
      assetsInlineLimit: 0,
      rolldownOptions: { input: path('src-renderer/index.html') },
    },
  },
});
