import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { builtinModules } from 'node:module';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const tests = ['**/*.test.ts', 'e2e/**/*.ts'];
const typed = ['**/*.ts', '**/*.svelte', '**/*.mjs', '**/*.js', '**/*.cjs'];

const withExtension = {
  regex: '^\\.{1,2}/(?!.*\\.(ts|js|mjs|cjs|json|svelte|css|svg|png|html)(\\?\\w+)?$)',
  message: 'Write the file’s extension: `./agenda.ts`, `./theme.svelte.ts`.',
};

/** Why the engine goes without: a second run has to give the same history, bit for bit (law 1). */
const engineHasNo = {
  Date: 'The engine has virtual time only: take it from the kernel.',
  Promise: 'The engine is synchronous: put an entry on the agenda.',
  setTimeout: 'Timers are data: put an entry on the agenda.',
  setInterval: 'Timers are data: put an entry on the agenda.',
  setImmediate: 'Timers are data: put an entry on the agenda.',
  queueMicrotask: 'Timers are data: put an entry on the agenda.',
  performance: 'The engine has virtual time only.',
  process: 'The engine knows no platform.',
  console: 'The engine knows no platform: write a record.',
  crypto: 'Chance has a name: draw from the actor’s stream.',
  fetch: 'The engine does no input or output.',
  globalThis: 'The engine knows no platform.',
  Intl: 'What Intl answers depends on the machine.',
  WeakRef: 'When garbage is collected is not repeatable.',
  FinalizationRegistry: 'When garbage is collected is not repeatable.',
};

export default defineConfig(
  { ignores: ['out/', 'coverage/', 'test-results/', 'playwright-report/', '**/generated/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typed,
    extends: [js.configs.recommended, ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.engine.json', 'tsconfig.node.json', 'tsconfig.border.json', 'tsconfig.renderer.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-restricted-imports': ['error', { patterns: [withExtension] }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // Validation has to name control characters.
      'no-control-regex': 'off',
      // A handler may be async because its interface is.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['renderer/**', 'e2e/**', 'preload/index.ts'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['scripts/**', 'bin/**', '*.js', '.*.cjs', 'main/**', 'bench/**', 'e2e/**'],
    ignores: ['main/engine/**'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['main/engine/**/*.ts', 'preload/contract/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-globals': ['error', ...Object.entries(engineHasNo).map(([name, message]) => ({ name, message }))],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Chance has a name: draw from the actor’s stream.' },
        ...['localeCompare', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase'].map((property) => ({
          property,
          message: 'What it answers depends on the machine.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        ...[':function[async=true]', 'AwaitExpression', 'ForOfStatement[await=true]', 'ImportExpression'].map(
          (selector) => ({ selector, message: 'The engine is synchronous: put an entry on the agenda.' }),
        ),
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [...builtinModules, 'electron', 'better-sqlite3'].map((name) => ({
            name,
            message: 'The engine knows no platform.',
          })),
          patterns: [withExtension, { regex: '^(node:|electron/)', message: 'The engine knows no platform.' }],
        },
      ],
    },
  },
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    files: tests,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Playwright's fixtures must destructure even when they need nothing.
      'no-empty-pattern': 'off',
    },
  },
  {
    // Plain JavaScript reads JSON without a schema; what it reads are files of ours.
    files: ['**/*.mjs', '**/*.js', '**/*.cjs', 'bin/*'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
