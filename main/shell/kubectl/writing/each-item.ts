// Models ContinueOnErrorVisitor around EagerVisitorList (staging/src/k8s.io/cli-runtime/pkg/resource/visitor.go, v1.35).
import { ErrorGroup, asFailure } from '../errors/errors.ts';

type Read<T> = { readonly ok: true; readonly item: T } | { readonly ok: false; readonly error: Error };

/**
 * Does `work` with one object after the other and goes on past failures. Answers them: those of the work come first,
 * then, as one, all that could not be read.
 */
export async function forEachItem<T>(
  visits: readonly Read<T>[],
  work: (item: T) => Promise<void>,
): Promise<readonly Error[]> {
  const failed: Error[] = [];
  const unread: Error[] = [];
  for (const one of visits) {
    try {
      if (one.ok) await work(one.item);
      else unread.push(one.error);
    } catch (caught) {
      failed.push(asFailure(caught));
    }
  }
  if (failed.length === 0 || unread.length < 2) return [...failed, ...unread];
  return [...failed, new ErrorGroup(unread)];
}
