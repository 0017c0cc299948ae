// The host's program as it ships: one file of plain JavaScript, made of the sources as they are now.
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../../..');
/** Where `better-sqlite3` and the resources are found from. */
const folder = join(root, 'node_modules', '.cache', 'host-under-test');

/** Builds the program, and answers its path. */
export async function builtHost(): Promise<string> {
  const name = `host-${String(process.pid)}.mjs`;
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(root, 'main', 'host', 'process.ts'),
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { external: ['better-sqlite3'], output: { format: 'es', entryFileNames: name } },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  });
  return join(folder, name);
}
