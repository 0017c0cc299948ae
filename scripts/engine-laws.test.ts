import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import { inRoot } from './lib/places.mjs';

/** Any file of the engine: its text is replaced, since typed rules want a file that the compiler knows. */
const somewhere = inRoot('main', 'engine', 'kernel', 'agenda.ts');

const forbidden: Record<string, string> = {
  'the clock': 'export const now = Date.now();',
  chance: 'export const drawn = Math.random();',
  timers: 'setTimeout(() => undefined, 1);',
  promises: 'export const later = Promise.resolve(1);',
  'async functions': 'export const later = async () => 1;',
  'Node’s modules': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
  Electron: "import { app } from 'electron';\nexport const version = app.getVersion();",
  'late imports': "export const late = () => import('./journal.ts');",
  'the console': "console.log('seen');",
  'the process': 'export const id = process.pid;',
  'the machine’s language': "export const order = 'a'.localeCompare('b');",
};

test('the lint refuses what would make the engine unrepeatable', async () => {
  const eslint = new ESLint({ cwd: inRoot() });
  for (const [what, code] of Object.entries(forbidden)) {
    const [result] = await eslint.lintText(code, { filePath: somewhere });
    const rules = result?.messages.map(({ ruleId }) => ruleId ?? '') ?? [];
    expect(
      rules.some((rule) => rule.startsWith('no-restricted-')),
      `${what}: ${rules.join()}`,
    ).toBe(true);
  }
});
