// What commands that change something of objects which are there begin with: the objects.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { CommandContext } from '../command.ts';
import { asFailure } from '../errors/errors.ts';
import type { Selection } from '../resources/selection.ts';
import { getNamed, type Item, visit, type VisitOptions } from '../resources/visit.ts';

/** An object to be changed. */
export interface Target extends Item {
  readonly object: KubeObject;
}

export interface Targets {
  readonly targets: readonly Target[];
  /** Of those that could not be had; the others are changed all the same. */
  readonly errors: readonly Error[];
  /** Whether one object was meant, not a list that happens to have one. */
  readonly singular: boolean;
}

/** The objects of a selection; `latest`: as the API has them, those of files too. Throws as `visit` does. */
export async function targetsOf(
  context: CommandContext,
  selection: Selection,
  options: VisitOptions,
): Promise<Targets> {
  const { visits, singular } = await visit(context, selection, options);
  const targets: Target[] = [];
  const errors: Error[] = [];
  for (const one of visits) {
    try {
      if (!one.ok) throw one.error;
      targets.push({ ...one.item, object: one.item.object ?? (await getNamed(context, one.item)) });
    } catch (caught) {
      errors.push(asFailure(caught));
    }
  }
  return { targets, errors, singular };
}

/** Does `work` for each target and answers all failures, those from before included. */
export async function changeEach(
  { targets, errors }: Pick<Targets, 'targets' | 'errors'>,
  work: (target: Target) => Promise<void>,
): Promise<readonly Error[]> {
  const failures = [...errors];
  for (const target of targets) {
    try {
      await work(target);
    } catch (caught) {
      failures.push(asFailure(caught));
    }
  }
  return failures;
}
