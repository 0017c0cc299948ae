import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e/specs',
  globalSetup: './e2e/harness/global-setup.ts',
  workers: 2,
  fullyParallel: true,
  // A test that passes the second time has told us something; it must not be hidden.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: 'test-results',
  reporter: [['list'], ['json', { outputFile: 'out/reports/e2e.json' }]],
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure' },
});
