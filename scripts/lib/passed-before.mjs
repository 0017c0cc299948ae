// @ts-check
// Remembers which checks passed over exactly these files. What only reads files gives the same answer for the same files,
// so a second run need not ask again. Everything in the checkout counts, since typed rules in one file depend on others.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { filesBelow, fingerprint } from './fingerprint.mjs';
import { inRoot } from './places.mjs';

const stamp = inRoot('node_modules', '.cache', 'kubarium-checks.json');
const generated = ['node_modules', 'out', 'test-results', 'playwright-report', 'coverage', '.git'];

export class PassedBefore {
  #now = fingerprint(filesBelow(inRoot(), (name, isFolder) => !(isFolder && generated.includes(name))));
  /** @type {Record<string, string>} */
  #known = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : {};

  /**
   * @param {string} name of a check
   * @param {string} [beside] what it reads that is not in the checkout, in a word
   */
  has(name, beside = '') {
    return this.#known[name] === this.#now + beside;
  }

  /**
   * @param {string} name of a check that has just passed
   * @param {string} [beside]
   */
  remember(name, beside = '') {
    this.#known[name] = this.#now + beside;
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, JSON.stringify(this.#known));
  }
}
