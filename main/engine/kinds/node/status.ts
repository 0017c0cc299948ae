// Models printNode in pkg/printers/internalversion/printers.go (v1.35): a node in the words of `kubectl get`.
import type { Node } from '../../api/generated/types.ts';

const ROLE_PREFIX = 'node-role.kubernetes.io/';
const ROLE_LABEL = 'kubernetes.io/role';

/** The STATUS column of `kubectl get nodes`: `Ready`, `NotReady,SchedulingDisabled`, … */
export function nodeStatusText({ spec, status }: Node): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const text = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
  return spec?.unschedulable ? `${text},SchedulingDisabled` : text;
}

/** The roles that labels give a node, in order. */
export function nodeRoles({ metadata }: Node): string[] {
  const labels = metadata?.labels ?? {};
  const roles = Object.keys(labels)
    .filter((key) => key.startsWith(ROLE_PREFIX))
    .map((key) => key.slice(ROLE_PREFIX.length));
  return [...new Set([...roles, labels[ROLE_LABEL] ?? ''])].filter((role) => role !== '').sort();
}

/** The first address of a type, such as `InternalIP`. */
export function nodeAddress({ status }: Node, type: string): string | undefined {
  return status?.addresses?.find((address) => address.type === type)?.address;
}
