// Models getPodStatusForController in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { PrintContext } from '../../api/resources.ts';

/** How many Pods of a controller are in which phase: `2 Running / 0 Waiting / 0 Succeeded / 0 Failed`. */
export function podPhasesText({ metadata }: KubeObject, context: PrintContext): string {
  const owned = context
    .list('pods')
    .filter((pod) =>
      (pod.metadata?.ownerReferences ?? []).some(({ controller, uid }) => controller && uid === metadata?.uid),
    );
  const count = (phase: string) => owned.filter(({ status }) => status?.phase === phase).length;
  return [
    `${count('Running')} Running`,
    `${count('Pending')} Waiting`,
    `${count('Succeeded')} Succeeded`,
    `${count('Failed')} Failed`,
  ].join(' / ');
}
