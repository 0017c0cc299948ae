// Node, but compiled as for a browser: Svelte would otherwise give its server half, in which state never changes.
import { builtinEnvironments, type Environment } from 'vitest/runtime';

const environment: Environment = {
  ...builtinEnvironments.node,
  name: 'svelte',
  viteEnvironment: 'client',
};

export default environment;
