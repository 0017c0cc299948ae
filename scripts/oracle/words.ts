/**
 * Splits a command line into words as a shell splits quotes: blanks separate, single and double quotes and backslashes
 * keep together. Nothing is expanded. Throws when a quote is not closed.
 */
export function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "'" || character === '"') {
      const quoted = readQuoted(line, index);
      word = (word ?? '') + quoted.text;
      index = quoted.end;
    } else {
      if (character === '\\') index++;
      word = (word ?? '') + line.charAt(index);
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** The text between the quote at `start` and its partner at `end`. */
function readQuoted(line: string, start: number): { readonly text: string; readonly end: number } {
  const quote = line.charAt(start);
  let text = '';
  for (let index = start + 1; index < line.length; index++) {
    const character = line.charAt(index);
    if (character === quote) return { text, end: index };
    const next = line.charAt(index + 1);
    if (quote === '"' && character === '\\' && (next === '"' || next === '\\')) index++;
    text += line.charAt(index);
  }
  throw new Error(`a quote is not closed: ${line}`);
}
