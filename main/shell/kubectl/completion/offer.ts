// Models the directives of github.com/spf13/cobra's completions.go: what a shell gets to complete a word.

export interface Candidate {
  /** The whole word. */
  readonly text: string;
  /** What it is, for shells that show that. */
  readonly about?: string | undefined;
}

export interface Offer {
  readonly candidates: readonly Candidate[];
  /** Whether a space goes after the word when it is the only one. */
  readonly space: boolean;
  /** Whether names of files may be meant, too. */
  readonly files: boolean;
}

/** Words that begin as what is typed does. */
export function offerOf(texts: readonly string[], typed: string, how: Partial<Omit<Offer, 'candidates'>> = {}): Offer {
  const candidates = texts.filter((text) => text.startsWith(typed)).map((text) => ({ text }));
  return { candidates, space: true, files: false, ...how };
}

export const NOTHING: Offer = { candidates: [], space: true, files: false };
export const FILES: Offer = { candidates: [], space: true, files: true };

/** The number by which cobra says the same, and its name. */
export function directiveOf({ space, files }: Offer): { readonly code: number; readonly name: string } {
  const parts = [...(space ? [] : ['ShellCompDirectiveNoSpace']), ...(files ? [] : ['ShellCompDirectiveNoFileComp'])];
  const code = (space ? 0 : NO_SPACE) + (files ? 0 : NO_FILES);
  return { code, name: parts.length === 0 ? 'ShellCompDirectiveDefault' : parts.join(', ') };
}

const NO_SPACE = 2;
const NO_FILES = 4;
