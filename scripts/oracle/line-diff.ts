/** Two texts line by line: `-` what only the first has, `+` what only the second has, and what both have. */
export function diffLines(first: string, second: string): readonly string[] {
  const [a, b] = [first.split('\n'), second.split('\n')];
  const common = commonLengths(a, b);
  const out: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      out.push(`  ${left}`);
      i++;
      j++;
    } else if (
      right === undefined ||
      (left !== undefined && lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1))
    ) {
      out.push(`- ${left ?? ''}`);
      i++;
    } else {
      out.push(`+ ${right}`);
      j++;
    }
  }
  return out;
}

const lengthAt = (common: readonly (readonly number[])[], i: number, j: number) => common[i]?.[j] ?? 0;

/** Of the lines from each place on: how many the longest common sequence has. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = table[i];
    if (!row) continue;
    for (let j = b.length - 1; j >= 0; j--) {
      const both = a[i] === b[j];
      row[j] = both
        ? lengthAt(table, i + 1, j + 1) + 1
        : Math.max(lengthAt(table, i + 1, j), lengthAt(table, i, j + 1));
    }
  }
  return table;
}
