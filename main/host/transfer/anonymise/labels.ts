// Values of labels: names where they are names, others for all that tells something.
import { Aliases } from './aliases.ts';
import type { Names } from './names.ts';

/** Labels of Kubernetes whose values tell nothing of anybody. */
const KEPT =
  /^(?:beta\.)?kubernetes\.io\/(?:os|arch)$|hash$|-uid$|^node-role\.kubernetes\.io\/|managed-by$|component$|^tier$/;
const OF_NAMES = /(?:pod-name|service-name|job-name|kubernetes\.io\/instance|kubernetes\.io\/name)$/;

export class LabelValues {
  readonly #names: Names;
  readonly #values = new Aliases((number) => `value-${String(number)}`);

  constructor(names: Names) {
    this.#names = names;
  }

  of(key: string, value: string): string {
    if (KEPT.test(key) || /^(?:|true|false|\d{1,3})$/.test(value)) return value;
    if (key === 'kubernetes.io/hostname') return this.#names.node(value);
    if (key === 'kubernetes.io/metadata.name') return this.#names.namespace(value);
    if (OF_NAMES.test(key)) return this.#names.of(value);
    const named = this.#names.ifKnown(value);
    return named === value ? this.#values.of(value) : named;
  }
}
