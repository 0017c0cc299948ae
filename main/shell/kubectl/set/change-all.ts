// Models CalculatePatches and the Run methods of staging/src/k8s.io/kubectl/pkg/cmd/set (v1.35): all `set` commands change
// one object after another.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { patchTo, sendPatch } from '../changing/patches.ts';
import { type Target, targetsOf } from '../changing/targets.ts';
import type { CommandContext, FlagSpec } from '../command.ts';
import { asFailure, PlainError, throwAll } from '../errors/errors.ts';
import { allFlag, filenameFlags, selectionOf, selectorFlag } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import { recorded } from '../writing/record.ts';
import { dryRunFlag, dryRunOf, fieldManagerFlag } from '../writing/write-flags.ts';

export const setFlags: readonly FlagSpec[] = [
  allFlag,
  selectorFlag,
  ...filenameFlags,
  ...outputFlags,
  dryRunFlag,
  fieldManagerFlag('kubectl-set'),
  { name: 'local', type: 'boolean' },
];

const LOCAL_FAULT =
  "error: you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'";

/** The objects that a `set` command changes. Throws PlainError, or ServerRefusal for those that cannot be had. */
export async function setTargets(context: CommandContext, resources: readonly string[]): Promise<readonly Target[]> {
  const { flags } = context;
  const isLocal = flags.bool('local');
  if (isLocal && resources.length > 0) throw new PlainError(LOCAL_FAULT);
  const selection = { ...selectionOf(context, resources), typeAlone: flags.bool('all') };
  const { targets, errors } = await targetsOf(context, selection, { latest: !isLocal });
  throwAll(errors);
  return targets;
}

/** Throws PlainError for flags that contradict each other. */
export function checkSetFlags({ flags }: CommandContext): void {
  if (flags.has('selector') && flags.bool('all') && flags.text('selector') !== '') {
    throw new PlainError('cannot set --all and --selector at the same time');
  }
  if (flags.bool('local') && dryRunOf(flags) === 'server') {
    throw new PlainError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  }
}

export interface SetChange {
  /** What is told of each object: `image updated`. */
  readonly outcome: string;
  /** What could not be done: `failed to patch image update to pod template: `. */
  readonly refused: string;
  /** What becomes of objects that are so already: nothing, or a patch without anything in it. */
  readonly unchanged: 'passed over' | 'sent';
  /**
   * The object as it is to be; undefined to leave it. `complain` keeps what else is wrong. Throws PlainError where it
   * cannot be.
   */
  readonly apply: (object: KubeObject, complain: (message: string) => void) => KubeObject | undefined;
}

interface Change {
  readonly target: Target;
  readonly after: KubeObject;
}

/** Changes all objects and tells of those that were not so before. Throws all failures at the end. */
export async function changeAll(context: CommandContext, targets: readonly Target[], change: SetChange): Promise<void> {
  const dryRun = dryRunOf(context.flags);
  const print = resultPrinter(context, dryRun, true);
  const failures: Error[] = [];
  const changes = targets.flatMap((target) => attempt(context, target, change, failures));
  for (const { target, after } of changes) {
    try {
      const patch = patchTo(target, after);
      if (Object.keys(patch).length === 0 && change.unchanged === 'passed over') continue;
      const staysHere = context.flags.bool('local') || dryRun === 'client';
      print(staysHere ? after : await send(context, target, patch, change), change.outcome);
    } catch (caught) {
      failures.push(asFailure(caught));
    }
  }
  throwAll(failures);
}

function attempt(context: CommandContext, target: Target, { apply }: SetChange, failures: Error[]): readonly Change[] {
  const { resource, name, object } = target;
  try {
    const after = apply(object, (message) => failures.push(new PlainError(message)));
    return after ? [{ target, after: recorded(context, after) }] : [];
  } catch (caught) {
    failures.push(new PlainError(`error: ${resource.resource}/${name} ${asFailure(caught).message}\n`));
    return [];
  }
}

async function send(
  context: CommandContext,
  target: Target,
  patch: object,
  { refused }: SetChange,
): Promise<KubeObject> {
  try {
    return await sendPatch(context, target, 'strategic', patch);
  } catch (caught) {
    throw new PlainError(`${refused}${asFailure(caught).message}`);
  }
}
