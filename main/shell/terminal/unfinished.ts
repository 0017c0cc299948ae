// Whether what has been typed is a whole command already, or whether a shell asks for more with `> `.

/** What the shell library says where the text ends too early. */
const TOO_EARLY = /got EOF|unexpected EOF|unterminated here-document/;
/** A line that ends so goes on: in an operator, or in a backslash that no other escapes. */
const OPEN_END = /(?:\|\|?|&&)\s*$|(?:^|[^\\])(?:\\\\)*\\$/;

/** `parse` throws what the library does about a text that is no script. */
export function isUnfinished(text: string, parse: (text: string) => void): boolean {
  if (OPEN_END.test(text)) return true;
  try {
    parse(text);
    return false;
  } catch (error) {
    return error instanceof Error && TOO_EARLY.test(error.message);
  }
}
