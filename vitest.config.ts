import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// No module of ours keeps state of its own (a law of the engine), so files may share one loaded tree: half the time.
const isolate = false;

export default defineConfig({
  test: {
    // By itself it leaves one core alone, which on two is half of them.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'main',
          isolate,
          environment: 'node',
          testTimeout: 30_000,
          include: ['{main,preload,scripts,bench}/**/*.test.ts'],
        },
      },
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser', 'svelte'] },
        test: {
          name: 'renderer',
          isolate,
          environment: './scripts/lib/svelte-environment.ts',
          testTimeout: 30_000,
          include: ['renderer/**/*.test.ts'],
        },
      },
    ],
  },
});
