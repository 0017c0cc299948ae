// @ts-check
// The checks of `npm run check`: what they are called and how each is run. Each counts as one.
import { existsSync } from 'node:fs';
import { recordingsKey } from '../oracle/recordings.mjs';
import { inRoot } from './places.mjs';

/** @typedef {{ name: string, args: readonly string[], tells?: boolean, beside?: string }} Check
 * `tells`: what it prints is shown though it passed; `beside`: what it reads outside of the checkout, in a word
 */

/** @param {string[]} path inside node_modules */
export const tool = (...path) => inRoot('node_modules', ...path);

const tsc = tool('typescript', 'bin', 'tsc');

export const layered = ['main', 'preload', 'renderer', 'e2e', 'bench', 'scripts'];

/**
 * @param {string} folder the folder whose layers are checked
 * @param {readonly string[]} [more]
 */
export const layersArgs = (folder, more = []) => [
  tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
  '--config',
  inRoot('.dependency-cruiser.cjs'),
  ...more,
  ...layered.filter((name) => existsSync(`${folder}/${name}`)),
];

/**
 * The longest first, so that two at a time end together. The lint has no cache of its own: its typed rules depend on other
 * files than the one they look at, and such a cache would not see those change.
 * @type {readonly Check[]}
 */
export const checks = [
  { name: 'lint', args: [tool('eslint', 'bin', 'eslint.js'), '.', '--max-warnings=0'] },
  { name: 'format', args: [tool('prettier', 'bin', 'prettier.cjs'), '--check', '.', '--log-level=warn', '--cache'] },
  {
    name: 'types: renderer',
    args: [tool('svelte-check', 'bin', 'svelte-check'), '--tsconfig=tsconfig.renderer.json', '--fail-on-warnings'],
  },
  { name: 'types: node', args: [tsc, '-p', 'tsconfig.node.json'] },
  { name: 'types: border', args: [tsc, '-p', 'tsconfig.border.json'] },
  { name: 'types: engine', args: [tsc, '-p', 'tsconfig.engine.json'] },
  { name: 'layers', args: layersArgs(inRoot()) },
  {
    name: 'recorded cases',
    args: [tool('tsx', 'dist', 'cli.mjs'), inRoot('scripts', 'oracle', 'main.ts'), '--guard'],
    tells: true,
    beside: recordingsKey(),
  },
];
