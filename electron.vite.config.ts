import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

// The oldest runtime in use (see docs/dependencies.md), not the one whose types we compile against.
const node = 'node20.18';
const chrome = 'chrome130';

export default defineConfig({
  main: {
    build: {
      target: node,
      sourcemap: true,
      // All but the native module is bundled: fewer files to read at start, and less to carry in a package.
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: resolve('main/index.ts'),
          host: resolve('main/host/process.ts'),
          transfer: resolve('main/host/transfer/process.ts'),
          cli: resolve('main/cli.ts'),
        },
        external: ['better-sqlite3'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: node,
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('preload/index.ts') },
        // A sandboxed preload script cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [svelte()],
    build: {
      target: chrome,
      sourcemap: true,
      // Small assets inline as data: URLs would need a looser content security policy.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: resolve('renderer/index.html'), gallery: resolve('renderer/gallery.html') } },
    },
  },
});
