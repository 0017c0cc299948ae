// The classes of characters that `[[:name:]]` means in patterns, expressions and sets, as ranges that may stand in brackets.
const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: ' \t\n\r\v\f',
  blank: ' \t',
  punct: '!-/:-@[-`{-~',
  xdigit: '0-9A-Fa-f',
  print: ' -~',
  graph: '!-~',
  cntrl: '\x00-\x1f\x7f',
};

/** The ranges of a class; empty when there is none of the name. */
export function rangesOfClass(name: string): string {
  return CLASSES[name] ?? '';
}
