// Models staging/src/k8s.io/kubectl/pkg/cmd/apply/prune.go and pkg/util/prune/prune.go (v1.35): `apply --prune` deletes what
// was applied before and is in the files no more.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { DiscoveredResource } from '../../api-client.ts';
import { ask, scopeOf } from '../api.ts';
import type { CommandContext, Flags, FlagSpec } from '../command.ts';
import { asFailure, PlainError } from '../errors/errors.ts';
import { resourceOfKind } from '../resources/mapper.ts';
import { deleteParameters } from '../writing/delete-flags.ts';
import { klogWarning } from '../writing/klog.ts';
import { dryRunOf } from '../writing/write-flags.ts';
import { LAST_APPLIED } from './last-applied.ts';

export const pruneFlags: readonly FlagSpec[] = [
  {
    name: 'prune',
    type: 'boolean',
  },
  { name: 'prune-allowlist', type: 'array' },
];

/** What is looked through unless `--prune-allowlist` says otherwise. */
const USUAL = [
  ...['ConfigMap', 'Endpoints', 'PersistentVolumeClaim', 'Pod', 'ReplicationController', 'Secret', 'Service'].map(
    (kind) => `core/v1/${kind}`,
  ),
  ...['batch/v1/Job', 'batch/v1/CronJob', 'networking.k8s.io/v1/Ingress'],
  ...['apps/v1/DaemonSet', 'apps/v1/Deployment', 'apps/v1/ReplicaSet', 'apps/v1/StatefulSet'],
  ...['core/v1/Namespace', 'core/v1/PersistentVolume'],
];

const NAMESPACE_WARNING =
  'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.';

/** The kinds that may be pruned. Throws PlainError for one that is not written as it should be, or not served. */
export function prunedKinds({ client, flags }: CommandContext): readonly DiscoveredResource[] {
  const asked = flags.list('prune-allowlist');
  return (asked.length > 0 ? asked : USUAL).map((text) => kindOf(client, text));
}

function kindOf(client: CommandContext['client'], text: string): DiscoveredResource {
  const [group = '', version = '', kind = '', ...more] = text.split('/');
  if (kind === '' || more.length > 0) {
    throw new PlainError(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`);
  }
  const groupVersion = group === 'core' || group === '' ? version : `${group}/${version}`;
  const resource = resourceOfKind(client, groupVersion, kind);
  if (resource) return resource;
  throw new PlainError(`no matches for kind "${kind}" in version "${groupVersion}"`);
}

/** Throws PlainError for flags that do not go with `--prune`. */
export function validatePrune(flags: Flags): void {
  if (!flags.bool('prune')) return;
  if (flags.bool('force')) throw new PlainError('--force cannot be used with --prune');
  if (!flags.bool('all') && flags.text('selector') === '') {
    throw new PlainError(
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
    );
  }
  if (flags.bool('server-side')) {
    throw new PlainError("--prune is in alpha and doesn't currently work on objects created by server-side apply");
  }
}

/** Deletes what was once applied and is not among `applied`. Throws PlainError that names the kind. */
export async function prune(
  context: CommandContext,
  kinds: readonly DiscoveredResource[],
  applied: readonly KubeObject[],
  print: (object: KubeObject, operation: string) => void,
): Promise<void> {
  if (context.flags.list('prune-allowlist').length === 0) klogWarning(context, 'prune.go:71', NAMESPACE_WARNING);
  const kept = new Set(applied.map(({ metadata }) => metadata?.uid));
  const namespaces = new Set(applied.flatMap(({ metadata }) => metadata?.namespace ?? []));
  const visits = [
    ...[...namespaces].flatMap((namespace) =>
      kinds.filter(({ namespaced }) => namespaced).map((resource) => ({ resource, namespace })),
    ),
    ...kinds.filter(({ namespaced }) => !namespaced).map((resource) => ({ resource, namespace: '' })),
  ];
  for (const place of visits) await pruneKind(context, place, kept, print);
}

async function pruneKind(
  context: CommandContext,
  { resource, namespace }: { readonly resource: DiscoveredResource; readonly namespace: string },
  kept: ReadonlySet<string | undefined>,
  print: (object: KubeObject, operation: string) => void,
): Promise<void> {
  const { flags } = context;
  const where = { resource: resource.resource, ...scopeOf(resource, namespace) };
  try {
    const labelSelector = flags.text('selector') || undefined;
    const { items = [] } = await ask(context, { ...where, verb: 'list', labelSelector });
    for (const object of items) {
      const { name = '', uid, annotations } = object.metadata ?? {};
      if (annotations?.[LAST_APPLIED] === undefined || kept.has(uid)) continue;
      const dryRun = dryRunOf(flags) === 'server' && { dryRun: true };
      const deletion = { ...deleteParameters(flags, context.err), ...dryRun };
      if (dryRunOf(flags) !== 'client') await ask(context, { ...where, ...deletion, verb: 'delete', name });
      print(object, 'pruned');
    }
  } catch (caught) {
    const { group, version, kind } = resource;
    const which = namespace === '' ? 'nonNamespaced' : 'namespaced';
    throw new PlainError(
      `error pruning ${which} object ${group}/${version}, Kind=${kind}: ${asFailure(caught).message}`,
    );
  }
}
