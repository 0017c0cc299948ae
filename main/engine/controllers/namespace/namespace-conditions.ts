// Models pkg/controller/namespace/deletion/status_condition_utils.go (v1.35): how far the end of a namespace has come.
import type { NamespaceCondition } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { type Micros, toTimestamp } from '../../kernel/time.ts';
import { compareText } from '../../api/order.ts';

type Namespace = KindMap['namespaces'];

/** What a pass over a namespace's content left behind. */
export interface Remains {
  /** What should have gone and has not, a sentence each. */
  readonly faults: readonly string[];
  /** Numbers of objects by `resource.group`. */
  readonly resources: ReadonlyMap<string, number>;
  readonly finalizers: ReadonlyMap<string, number>;
}

type Finding = Pick<NamespaceCondition, 'type' | 'status' | 'reason' | 'message'>;

/** The namespace with its five conditions; a condition keeps its time while it says the same. */
export function withConditions(namespace: Namespace, remains: Remains, now: Micros): Namespace {
  const present = namespace.status?.conditions ?? [];
  const conditions = findings(remains).map((finding) => {
    const old = present.find(({ type }) => type === finding.type);
    const isSame = old?.status === finding.status && old.reason === finding.reason && old.message === finding.message;
    return { ...finding, lastTransitionTime: isSame ? old.lastTransitionTime : toTimestamp(now) };
  });
  return { ...namespace, status: { ...namespace.status, conditions } };
}

function findings({ faults, resources, finalizers }: Remains): readonly Finding[] {
  return [
    fine('NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'),
    fine(
      'NamespaceDeletionGroupVersionParsingFailure',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    faults.length === 0
      ? fine(
          'NamespaceDeletionContentFailure',
          'ContentDeleted',
          'All content successfully deleted, may be waiting on finalization',
        )
      : bad(
          'NamespaceDeletionContentFailure',
          'ContentDeletionFailed',
          `Failed to delete all resource types, ${String(faults.length)} remaining: ${faults.join(', ')}`,
        ),
    resources.size === 0
      ? fine('NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed')
      : bad(
          'NamespaceContentRemaining',
          'SomeResourcesRemain',
          `Some resources are remaining: ${list(resources, ' has ')}`,
        ),
    finalizers.size === 0
      ? fine('NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished')
      : bad(
          'NamespaceFinalizersRemaining',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${list(finalizers, ' in ')}`,
        ),
  ];
}

const fine = (type: string, reason: string, message: string): Finding => ({ type, status: 'False', reason, message });
const bad = (type: string, reason: string, message: string): Finding => ({ type, status: 'True', reason, message });

function list(counts: ReadonlyMap<string, number>, between: string): string {
  const entries = [...counts].sort(([a], [b]) => compareText(a, b));
  return entries.map(([name, count]) => `${name}${between}${String(count)} resource instances`).join(', ');
}
