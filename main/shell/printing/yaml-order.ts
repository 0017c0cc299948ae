// Models keyList.Less in go.yaml.in/yaml/v2/sorter.go: keys in the order in which people would put them.

/** Letters come after other characters, numbers within keys are compared as numbers. */
export function compareNaturally(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  let afterDigit = false;
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [x = '', y = ''] = [left[index], right[index]];
    if (x !== y) return compareFrom(left, right, index, afterDigit);
    afterDigit = isDigit(x);
  }
  return left.length - right.length;
}

function compareFrom(left: readonly string[], right: readonly string[], index: number, afterDigit: boolean): number {
  const [x = '', y = ''] = [left[index], right[index]];
  const [xIsLetter, yIsLetter] = [isLetter(x), isLetter(y)];
  if (xIsLetter !== yIsLetter) return xIsLetter === afterDigit ? -1 : 1;
  if (xIsLetter) return x < y ? -1 : 1;
  const prefix = (x === '0' || y === '0') && continuesNumber(left, index) ? '1' : '';
  const [m, n] = [prefix + digitsFrom(left, index), prefix + digitsFrom(right, index)];
  return Number(m) - Number(n) || m.length - n.length || (x < y ? -1 : 1);
}

function digitsFrom(text: readonly string[], index: number): string {
  let end = index;
  while (isDigit(text[end] ?? '')) end++;
  return text.slice(index, end).join('');
}

/** Whether what stands before `index` is a number other than zero, so that zeros there count. */
function continuesNumber(text: readonly string[], index: number): boolean {
  let start = index;
  while (start > 0 && isDigit(text[start - 1] ?? '')) start--;
  return text.slice(start, index).some((digit) => digit !== '0');
}

const isDigit = (character: string): boolean => /^\p{Nd}$/u.test(character);
const isLetter = (character: string): boolean => /^\p{L}$/u.test(character);
