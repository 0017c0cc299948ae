// @ts-check
// Counts what passed and failed over all tools, reading the reports they write: an exit code alone would hide how many,
// and a tool that dies without a report must not count as nothing.
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;
  /** @type {string[]} */
  failures = [];

  /**
   * @param {string} name
   * @param {boolean} ok
   */
  one(name, ok) {
    this.add(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
  }

  /**
   * @param {string} name
   * @param {Count} count
   */
  add(name, { passed, failed, skipped }) {
    this.passed += passed;
    this.failed += failed;
    this.skipped += skipped;
    if (failed > 0) this.failures.push(failed === 1 ? name : `${name} (${String(failed)})`);
  }

  /** Prints the result, its last line the one that tools read, and gives the exit code. */
  close() {
    if (this.failures.length > 0) console.log(`failed: ${this.failures.join(', ')}`);
    if (this.skipped > 0) console.log(`skipped: ${String(this.skipped)}`);
    console.log(`total: ${String(this.passed)} passed, ${String(this.failed)} failed`);
    return this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
 */

/**
 * @param {string} reportPath
 * @param {boolean} exitedWell
 * @returns {Count}
 */
export function vitestCount(reportPath, exitedWell) {
  const report = /** @type {VitestReport | undefined} */ (read(reportPath));
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  // A file that cannot even be loaded has no tests in the report, only a status.
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  return settled(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloadable,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    exitedWell,
  );
}

/** @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} PlaywrightReport */

/**
 * @param {string} reportPath
 * @param {boolean} exitedWell
 * @returns {Count}
 */
export function playwrightCount(reportPath, exitedWell) {
  const report = /** @type {PlaywrightReport | undefined} */ (read(reportPath));
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return settled({ passed: expected, failed: unexpected + flaky, skipped }, exitedWell);
}

/**
 * Errors outside of any test show in the exit code only.
 * @param {Count} count
 * @param {boolean} exitedWell
 * @returns {Count}
 */
const settled = (count, exitedWell) => (exitedWell || count.failed > 0 ? count : { ...count, failed: 1 });

/**
 * @param {string} path
 * @returns {unknown}
 */
function read(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // cut off in the middle: the tool died while writing it
  }
}
