import { defineConfig } from 'vitest/config';
import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One project a runtime. Sources run as they are; nothing is built first. */
export default defineConfig({
  root,
  test: {
    projects: [
      { root, test: { name: 'engine', include: ['test/engine/**/*.test.ts'] } },
      { root, test: { name: 'main', include: ['test/main/**/*.test.ts', 'test/architecture/**/*.test.ts'] } },
      { root, test: { name: 'contract', include: ['test/contract/**/*.test.ts'] } },
      {
        root,
        plugins: [vue()],
        test: { name: 'renderer', environment: 'happy-dom', include: ['test/renderer/**/*.test.ts'] },
      },
    ],
  },
});
