import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { playwrightCount, Tally, vitestCount } from './lib/tally.mjs';

const folder = mkdtempSync(join(tmpdir(), 'kubarium-tally-'));
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function report(content: unknown): string {
  const path = join(folder, 'report.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('the last line is the total, and any failure is an exit code', () => {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const tally = new Tally();
  tally.one('lint', true);
  tally.add('unit tests', { passed: 10, failed: 0, skipped: 2 });
  expect(tally.close()).toBe(0);
  expect(lines).toEqual(['skipped: 2', 'total: 11 passed, 0 failed']);
  tally.one('format', false);
  expect(tally.close()).toBe(1);
  expect(lines.at(-1)).toBe('total: 11 passed, 1 failed');
});

test('nothing at all is not a success', () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  expect(new Tally().close()).toBe(1);
});

test('a tool that left no report, or half of one, counts as one failure', () => {
  expect(vitestCount(join(folder, 'absent.json'), false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(playwrightCount(report('{"stats": {"exp'), false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a test file that could not be loaded counts, and so does an error outside of any test', () => {
  const loaded = { status: 'passed', assertionResults: [{ status: 'passed' }] };
  const unloadable = { status: 'failed', assertionResults: [] };
  const counts = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  expect(vitestCount(report({ ...counts, testResults: [loaded, unloadable] }), false).failed).toBe(1);
  expect(vitestCount(report({ ...counts, testResults: [loaded] }), false).failed).toBe(1);
  expect(vitestCount(report({ ...counts, testResults: [loaded] }), true).failed).toBe(0);
});

test('a flaky window test is a failure', () => {
  const stats = { expected: 3, unexpected: 0, flaky: 1, skipped: 2 };
  expect(playwrightCount(report({ stats }), true)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});
