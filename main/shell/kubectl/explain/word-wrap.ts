// Models github.com/mitchellh/go-wordwrap: lines of limited width, broken at spaces.

/** The lines of a text; words longer than `width` stand alone, spaces at the head of a line are kept. */
export const wordWrap = (text: string, width: number): readonly string[] =>
  text.split('\n').flatMap((line) => wrapLine(line, width));

function wrapLine(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [, space = '', word = ''] of text.matchAll(/(\s*)(\S+)/g)) {
    const longer = `${line}${space}${word}`;
    if (line === '' || longer.length <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
