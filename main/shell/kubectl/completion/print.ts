// Models the `__complete` command of github.com/spf13/cobra's completions.go, by which shells ask for words.
import { complete, type Workplace } from './complete.ts';
import { directiveOf } from './offer.ts';

/** The hidden commands, with and without descriptions. */
export const isCompletionRequest = (name: string | undefined): boolean =>
  name === '__complete' || name === '__completeNoDesc';

/** Prints what may stand in place of the last of `words`, and last what a shell is to do with it. */
export async function printCompletions(place: Workplace, name: string, words: readonly string[]): Promise<number> {
  const { out, err } = place.surroundings;
  const offer = await complete(place, words.slice(0, -1), words.at(-1) ?? '');
  const directive = directiveOf(offer);
  const lines = offer.candidates.map(({ text, about = '' }) => {
    const [first = ''] = about.split('\n');
    return name === '__complete' && first !== '' ? `${text}\t${first.trim()}` : text;
  });
  out([...lines, `:${directive.code}`].map((line) => `${line}\n`).join(''));
  err(`Completion ended with directive: ${directive.name}\n`);
  return 0;
}
