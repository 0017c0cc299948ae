// Models ParseQuantity of apimachinery's api/resource (v1.35) where it reads what a person typed.
import { parseQuantity } from '../../../engine/api/quantity.ts';
import { PlainError } from '../errors/errors.ts';

/** The text itself. Throws PlainError when it is no quantity. */
export function quantityFrom(text: string): string {
  if (!Number.isNaN(parseQuantity(text))) return text;
  throw new PlainError("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
}
