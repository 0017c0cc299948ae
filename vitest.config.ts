import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // By itself it leaves one core alone, which on two is half of them.
    maxWorkers: 2,
    // No module of ours keeps state of its own (a law of the engine), so files may share one loaded tree: half the time.
    isolate: false,
    projects: [
      {
        test: {
          name: 'main',
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
          environment: './scripts/lib/svelte-environment.ts',
          testTimeout: 30_000,
          include: ['renderer/**/*.test.ts'],
        },
      },
    ],
  },
});
