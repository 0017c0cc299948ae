import { withoutArtefacts } from './artefacts.ts';
import { loose } from './loose.ts';
import type { Difference } from './verdict.ts';

/** Rows may be ordered by names that follow chance, and so may the numbers of tokens: then only the rows count. */
export function differ(what: Difference['what'], recorded: string, played: string): readonly Difference[] {
  const [expected, actual] = [withoutArtefacts(recorded), withoutArtefacts(played)];
  const isSame = expected === actual || loose(expected) === loose(actual);
  return isSame ? [] : [{ what, expected, actual }];
}
