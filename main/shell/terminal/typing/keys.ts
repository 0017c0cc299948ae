// What a terminal sends, key by key.

export type Key =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'paste' | 'pasted' }
  | { readonly type: 'press'; readonly name: KeyName };

export type KeyName =
  | 'enter'
  | 'backspace'
  | 'delete'
  | 'tab'
  | 'left'
  | 'right'
  | 'word-left'
  | 'word-right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'interrupt'
  | 'end-of-input'
  | 'kill-line'
  | 'kill-rest'
  | 'kill-word'
  | 'yank'
  | 'clear'
  | 'search'
  | 'cancel';

const CONTROLS: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\t': 'tab',
  '\x01': 'home',
  '\x02': 'left',
  '\x03': 'interrupt',
  '\x04': 'end-of-input',
  '\x05': 'end',
  '\x06': 'right',
  '\x07': 'cancel',
  '\x0b': 'kill-rest',
  '\x0c': 'clear',
  '\x0e': 'down',
  '\x10': 'up',
  '\x12': 'search',
  '\x15': 'kill-line',
  '\x17': 'kill-word',
  '\x19': 'yank',
};
const SEQUENCES: Readonly<Record<string, KeyName>> = {
  '\x1b[A': 'up',
  '\x1b[B': 'down',
  '\x1b[C': 'right',
  '\x1b[D': 'left',
  '\x1bOA': 'up',
  '\x1bOB': 'down',
  '\x1bOC': 'right',
  '\x1bOD': 'left',
  '\x1b[H': 'home',
  '\x1b[F': 'end',
  '\x1bOH': 'home',
  '\x1bOF': 'end',
  '\x1b[1~': 'home',
  '\x1b[4~': 'end',
  '\x1b[3~': 'delete',
  '\x1b[1;5C': 'word-right',
  '\x1b[1;5D': 'word-left',
  '\x1b[1;3C': 'word-right',
  '\x1b[1;3D': 'word-left',
  '\x1bf': 'word-right',
  '\x1bb': 'word-left',
  '\x1b\x7f': 'kill-word',
  '\x1b': 'cancel',
};
const PASTE = '\x1b[200~';
const PASTED = '\x1b[201~';
/** What follows an escape character in a sequence. */
const SEQUENCE = /^(?:\[[0-9;?]*[ -/]*[@-~]|O[@-~]|[^[O])/u;
const TEXT = /^\P{Cc}+/u;
const ESCAPE = '\x1b';

/** The first key of what was typed, if it means anything, and what follows it. */
export function firstKey(typed: string): { readonly key: Key | undefined; readonly rest: string } {
  const piece = firstPiece(typed);
  return { key: keyOf(piece), rest: typed.slice(piece.length) };
}

/** A sequence as a whole, a control character, or text up to the next of either. */
function firstPiece(typed: string): string {
  if (typed.startsWith(ESCAPE)) return ESCAPE + (SEQUENCE.exec(typed.slice(1))?.[0] ?? '');
  return TEXT.exec(typed)?.[0] ?? typed.slice(0, 1);
}

function keyOf(piece: string): Key | undefined {
  if (piece === PASTE) return { type: 'paste' };
  if (piece === PASTED) return { type: 'pasted' };
  const name = CONTROLS[piece] ?? SEQUENCES[piece];
  if (name) return { type: 'press', name };
  return piece < ' ' ? undefined : { type: 'text', text: piece };
}
