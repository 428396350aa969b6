import { defineConfig } from 'vitest/config';
import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { lessonProse } from '../tools/lessons/lesson-prose-plugin.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One project a runtime. Sources run as they are; nothing is built first. */
export default defineConfig({
  root,
  test: {
    // Tests wait for processes more than they compute: two at a time take less of a machine with two cores.
    maxWorkers: '100%',
    // What hangs is ended. No test says by its time that something is slow: the machine may be busy.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: 'engine', include: ['test/engine/**/*.test.ts'] } },
      { extends: true, test: { name: 'main', include: ['test/main/**/*.test.ts', 'test/architecture/**/*.test.ts'] } },
      { extends: true, test: { name: 'contract', include: ['test/contract/**/*.test.ts'] } },
      {
        extends: true,
        plugins: [lessonProse(root), vue()],
        test: { name: 'renderer', environment: 'happy-dom', include: ['test/renderer/**/*.test.ts'] },
      },
    ],
  },
});
