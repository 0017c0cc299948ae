// Models apiserver's pkg/cel/quantity.go (v1.35): amounts of resources as values of rules.
import { EvaluationError } from '@marcbachmann/cel-js';
import { parseQuantity } from '../../../api/quantity.ts';

export class CelQuantity {
  /** In whole units. */
  readonly amount: number;

  constructor(amount: number) {
    this.amount = amount;
  }

  /** Throws EvaluationError when the text is no quantity. */
  static of(text: string): CelQuantity {
    const amount = parseQuantity(text);
    if (Number.isNaN(amount)) {
      throw new EvaluationError(
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
      );
    }
    return new CelQuantity(amount);
  }

  isMoreThan(other: CelQuantity): boolean {
    return this.amount > other.amount;
  }

  plus(amount: number): CelQuantity {
    return new CelQuantity(this.amount + amount);
  }
}
