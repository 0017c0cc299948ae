import { expect, test } from 'vitest';
import { History } from './history.ts';
import { firstKey } from './keys.ts';
import { LineEditor } from './line-editor.ts';
import { LineView } from './line-view.ts';

/** A screen of so many columns, as far as a line editor uses one: it knows the sequences that the editor prints. */
class Grid {
  readonly #columns: number;
  readonly rows: string[][] = [[]];
  row = 0;
  column = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  print(text: string): void {
    const pieces = text.match(new RegExp('\x1b\\[[0-9]*[ACJ]|[^]', 'gu')) ?? [];
    for (const piece of pieces) this.#take(piece);
  }

  get lines(): readonly string[] {
    return this.rows.map((row) => row.join('').trimEnd());
  }

  #take(piece: string): void {
    const count = Number.parseInt(piece.slice(2), 10) || 1;
    if (piece === '\r') this.column = 0;
    else if (piece === '\n') this.#down();
    else if (piece.startsWith('\x1b') && piece.endsWith('A')) this.row -= count;
    else if (piece.startsWith('\x1b') && piece.endsWith('C')) this.column += count;
    else if (piece.startsWith('\x1b')) {
      this.rows.length = this.row + 1;
      this.rows[this.row]?.splice(this.column);
    } else this.#write(piece);
  }

  #write(letter: string): void {
    if (this.column === this.#columns) {
      this.column = 0;
      this.#down();
    }
    const row = this.rows[this.row] ?? [];
    while (row.length < this.column) row.push(' ');
    row[this.column] = letter;
    this.column += 1;
  }

  #down(): void {
    this.row += 1;
    this.rows[this.row] ??= [];
  }
}

function editor(columns = 80, lines: readonly string[] = []) {
  const grid = new Grid(columns);
  const view = new LineView((text) => {
    grid.print(text);
  });
  view.columns = columns;
  const history = new History();
  for (const line of lines) history.add(line);
  const edited = new LineEditor(view, history);
  edited.begin('$ ');
  const type = (keys: string) => {
    const outcomes: unknown[] = [];
    for (let rest = keys; rest !== '';) {
      const { key, rest: after } = firstKey(rest);
      rest = after;
      const outcome = key && edited.press(key);
      if (outcome) outcomes.push(outcome);
    }
    return outcomes;
  };
  return { grid, edited, type };
}

const [LEFT, UP, DOWN, WORD_LEFT] = ['\x1b[D', '\x1b[A', '\x1b[B', '\x1b[1;5D'];

test.each([
  ['what is added in the middle', `get pods${LEFT}${LEFT}${LEFT}${LEFT}my `, 'get my pods'],
  ['what is rubbed out', 'gett\x7f pods\x7f', 'get pod'],
  ['a word that is cut and put elsewhere', 'one two\x17\x01\x19 ', 'two one '],
  ['all before the cursor', `drop this${WORD_LEFT}\x15`, 'this'],
  ['all after the cursor', `keep drop${WORD_LEFT}\x0b`, 'keep '],
  ['sequences that mean nothing', 'a\x1b[15~b\x1b[200~c\x1b[201~', 'abc'],
  ['letters beyond the plane', `名字😀${LEFT}\x7f`, '名😀'],
])('%s', (_what, keys, text) => {
  const { edited, grid, type } = editor();
  type(keys);
  expect(edited.text).toBe(text);
  expect(grid.lines).toEqual([`$ ${text}`.trimEnd()]);
});

test('a line that wraps is drawn anew wherever the cursor is', () => {
  const { grid, edited, type } = editor(10);
  type('abcdefghijklmnop');
  expect(grid.lines).toEqual(['$ abcdefgh', 'ijklmnop']);
  type(`${LEFT.repeat(12)}XY`);
  expect(grid.lines).toEqual(['$ abcdXYef', 'ghijklmnop', '']);
  expect([grid.row, grid.column]).toEqual([0, 8]);
  expect(type('\r')).toEqual(['line']);
  expect(edited.text).toBe('abcdXYefghijklmnop');
  expect(grid.row).toBe(3);
});

test('history is gone through, and what was being typed comes back', () => {
  const { edited, type } = editor(80, ['first', 'second', 'second']);
  type(`draft${UP}`);
  expect(edited.text).toBe('second');
  type(UP + UP);
  expect(edited.text).toBe('first');
  type(DOWN + DOWN);
  expect(edited.text).toBe('draft');
});

test('history is searched, further back at each Ctrl-R', () => {
  const { grid, edited, type } = editor(80, ['kubectl get pods', 'ls', 'kubectl get nodes']);
  type('\x12get');
  expect(grid.lines).toEqual(["(reverse-i-search)`get': kubectl get nodes"]);
  type('\x12');
  expect(grid.lines).toEqual(["(reverse-i-search)`get': kubectl get pods"]);
  expect(type('\r')).toEqual(['line']);
  expect(edited.text).toBe('kubectl get pods');
});

test('a tab in what is pasted completes nothing', () => {
  const { edited, type } = editor();
  expect(type('\x1b[200~a\tb\x1b[201~')).toEqual([]);
  expect(edited.text).toBe('a    b');
  expect(type('\t')).toEqual(['complete']);
});

test.each([
  ['\x03', 'interrupt'],
  ['\x04', 'end'],
  ['\x0c', 'clear'],
])('%j comes to %s', (keys, outcome) => {
  expect(editor().type(keys)).toEqual([outcome]);
});
