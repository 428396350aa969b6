import tailwind from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { lessonProse } from './test/tools/lessons/lesson-prose-plugin.ts';
import { licences } from './test/tools/packaging/licences-plugin.ts';

const path = (place: string) => fileURLToPath(new URL(place, import.meta.url));

const nativeKernels = 'src-engine/backends/native/build';

/** Files that programs read, beside them: compiled kernels, what goes into a PyTorch project, sample texts, and pictures that the system is given. */
const filesBeside = (): Plugin => ({
  name: 'files-beside',
  buildStart() {
    // Where they lie outside the archive, no other file says that these programs are modules.
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "module" }\n' });
    this.emitFile({
      type: 'asset',
      fileName: 'tfjs-project/run-number-graph.js',
      source: stripTypeScriptTypes(readFileSync(path('src-engine/interchange/numbers/run-number-graph.ts'), 'utf8')),
    });
    for (const [from, to, ending] of [
      ['src-engine/backends/wasm/build', 'wasm', '.wasm'],
      // Installing without a compiler leaves none.
      ...(existsSync(path(nativeKernels))
        ? [[nativeKernels, 'native', `${process.platform}-${process.arch}.node`]]
        : []),
      ['resources/pytorch-project', 'pytorch-project', '.py'],
      ['resources/tfjs-project', 'tfjs-project', ''],
      ['resources/desktop', 'pictures', '.png'],
      ['resources/thumbnail', 'thumbnail', '.png'],
      ['resources/samples', 'samples', ''],
      ['resources/api-page', 'api-page', ''],
      ['resources/networks', 'networks', '.kioku'],
    ]) {
      const files = readdirSync(path(from), { recursive: true, withFileTypes: true });
      for (const file of files.filter((each) => each.isFile() && each.name.endsWith(ending))) {
        const at = join(file.parentPath, file.name);
        this.emitFile({
          type: 'asset',
          fileName: `${to}/${relative(path(from), at).replaceAll('\\', '/')}`,
          source: readFileSync(at),
        });
      }
    }
  },
});

/** Switches that vue-i18n leaves to its bundler. */
const translation = {
  __VUE_I18N_FULL_INSTALL__: false,
  __VUE_I18N_LEGACY_API__: false,
  __INTLIFY_PROD_DEVTOOLS__: false,
};

export default defineConfig({
  main: {
    plugins: [filesBeside()],
    define: translation,
    // Node would get the build of Vue that compiles templates.
    resolve: { alias: { vue: 'vue/dist/vue.runtime.esm-bundler.js' } },
    build: {
      outDir: path('out/main'),
      emptyOutDir: true,
      // Reports speak with the window's words, and no program has any other need of Vue.
      externalizeDeps: { exclude: ['vue', 'vue-i18n'] },
      // Programs of the other processes and of threads lie beside the main one, which starts them by their names; so do shared parts,
      // because whoever starts a thread looks for it beside itself.
      rolldownOptions: {
        input: {
          main: path('src-main/electron/main.ts'),
          kioku: path('src-main/cli/kioku.ts'),
          report: path('src-renderer/report/write-report.ts'),
          host: path('src-main/host/process/entry.ts'),
          engine: path('src-main/engine-process/entry.ts'),
          'kernel-thread': path('src-main/engine-process/kernel-thread.ts'),
          'pattern-thread': path('src-main/engine-process/pattern-thread.ts'),
          'map-thread': path('src-main/runs/token-maps/map-thread.ts'),
          'writer-thread': path('src-main/db/threads/writer-thread.ts'),
          'tokenizer-thread': path('src-main/runs/networks/tokenizer-thread.ts'),
          'reader-thread': path('src-main/db/threads/reader-thread.ts'),
          formats: path('src-main/format-process/entry.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: path('out/preload'),
      emptyOutDir: true,
      // A sandboxed script can require nothing but electron, and is no module.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: path('src-main/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path('src-renderer'),
    plugins: [lessonProse(path('.')), vue(), tailwind(), licences(path('.'))],
    define: translation,
    build: {
      outDir: path('out/renderer'),
      emptyOutDir: true,
      minify: true,
      // The content security policy allows files of our own, not data: addresses.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: path('src-renderer/index.html'),
        output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|zod-without-eval/ }] } },
      },
    },
  },
});
