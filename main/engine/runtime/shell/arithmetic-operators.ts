// The operators of `$(( ))` on whole numbers.

export class ArithmeticError extends Error {}

/** What an operator between two numbers comes to. */
export function apply(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return whole(left + right);
    case '-':
      return whole(left - right);
    case '*':
      return whole(left * right);
    case '/':
    case '%':
      if (right === 0) throw new ArithmeticError('divide by zero');
      return operator === '/' ? whole(left / right) : left % right;
    case '<<':
      return whole(left * 2 ** (right & 63));
    case '>>':
      return Math.floor(left / 2 ** (right & 63));
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    default:
      return Number(compare(operator, left, right));
  }
}

function compare(operator: string, left: number, right: number): boolean {
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    case '&&':
      return left !== 0 && right !== 0;
    default:
      return left !== 0 || right !== 0;
  }
}

/** Without its fraction, and never minus nothing. */
export function whole(value: number): number {
  return Number.isFinite(value) ? Math.trunc(value) + 0 : 0;
}
