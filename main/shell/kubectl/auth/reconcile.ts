// Models staging/src/k8s.io/kubectl/pkg/cmd/auth/reconcile.go and component-helpers/auth/rbac/reconciliation (v1.35): Roles
// and bindings get what they lack, and keep what they have besides unless told otherwise.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { Role, RoleBinding } from '../../../engine/api/generated/types.ts';
import { askObject, scopeOf } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, isNotFound, PlainError } from '../errors/errors.ts';
import { filenameFlags, selectionOf } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import type { ManifestItem } from '../resources/manifests.ts';
import { queriesOf } from '../resources/selection.ts';
import { requireFilename } from '../writing/manifest-items.ts';
import { announcedDryRun, dryRunFlag, dryRunOf } from '../writing/write-flags.ts';
import { reconcileRules } from './rule-cover.ts';
import { reconcileSubjects } from './subjects.ts';

export const reconcileCommand: Command = {
  name: 'reconcile',
  short: 'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
  usage: 'auth reconcile -f FILENAME',
  flags: [
    ...filenameFlags,
    ...outputFlags,
    dryRunFlag,
    { name: 'remove-extra-permissions', type: 'boolean' },
    { name: 'remove-extra-subjects', type: 'boolean' },
  ],
  run,
};

const ROLES = ['roles', 'clusterroles'];
const BINDINGS = ['rolebindings', 'clusterrolebindings'];

async function run(context: CommandContext): Promise<number> {
  requireFilename(context);
  if (context.args.length > 0) throw new PlainError('no arguments are allowed');
  const print = resultPrinter(context, announcedDryRun(context));
  for (const query of queriesOf(context, selectionOf(context, [])).queries) {
    if (query.type === 'failed') throw query.error;
    if (query.type !== 'document') throw new Error(`files were read as a ${query.type}`);
    // Unlike other commands this one puts nothing into a namespace that does not name it.
    const item = { ...query.item, namespace: query.item.object.metadata?.namespace ?? '' };
    const { resource } = item.resource;
    if (!ROLES.includes(resource) && !BINDINGS.includes(resource)) continue;
    const { object, operation, lines } = await reconcile(context, item);
    print(object, 'reconciled');
    if (operation === 'none') continue;
    context.err(`\treconciliation required ${operation}\n`);
    for (const line of lines) context.err(`\t${line}\n`);
  }
  return 0;
}

interface Outcome {
  readonly object: KubeObject;
  readonly operation: 'none' | 'create' | 'update' | 'recreate';
  readonly lines: readonly string[];
}

async function reconcile(context: CommandContext, item: ManifestItem): Promise<Outcome> {
  const existing = await existingOf(context, item);
  const options = {
    removeRules: context.flags.bool('remove-extra-permissions'),
    removeSubjects: context.flags.bool('remove-extra-subjects'),
  };
  const isRole = ROLES.includes(item.resource.resource);
  const wanted = item.object as Role & RoleBinding;
  const { object, isChanged, lines } = isRole
    ? reconcileRules(existing, wanted, options.removeRules)
    : reconcileSubjects(existing as RoleBinding | undefined, wanted, options.removeSubjects);
  const isRecreated = !isRole && existing !== undefined && !sameRole(existing as RoleBinding, wanted);
  const operation = !existing ? 'create' : isRecreated ? 'recreate' : isChanged ? 'update' : 'none';
  const done = dryRunOf(context.flags) === 'none' ? await carryOut(context, item, object, operation) : object;
  return { object: done, operation, lines };
}

const sameRole = (a: RoleBinding, b: RoleBinding): boolean =>
  a.roleRef.kind === b.roleRef.kind && a.roleRef.name === b.roleRef.name;

const isNowhere = ({ resource, namespace }: ManifestItem): boolean => resource.namespaced && namespace === '';

const placeOf = ({ resource, namespace }: ManifestItem) => ({
  resource: resource.resource,
  ...scopeOf(resource, namespace),
});

async function existingOf(context: CommandContext, item: ManifestItem): Promise<KubeObject | undefined> {
  if (isNowhere(item)) return undefined;
  try {
    return await askObject(context, { ...placeOf(item), verb: 'get', name: item.name });
  } catch (caught) {
    const failure = asFailure(caught);
    if (isNotFound(failure)) return undefined;
    throw failure;
  }
}

async function carryOut(
  context: CommandContext,
  item: ManifestItem,
  object: KubeObject,
  operation: Outcome['operation'],
): Promise<KubeObject> {
  const { name } = item;
  if (isNowhere(item)) throw new PlainError('an empty namespace may not be set during creation');
  const where = placeOf(item);
  if (operation === 'none') return object;
  if (operation === 'update') return await askObject(context, { ...where, verb: 'update', name, object });
  if (operation === 'recreate') await askObject(context, { ...where, verb: 'delete', name });
  return await askObject(context, { ...where, verb: 'create', object });
}
