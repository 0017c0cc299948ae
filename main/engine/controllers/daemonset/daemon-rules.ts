// Models NodeShouldRunDaemonPod in pkg/controller/daemon/daemon_controller.go (v1.35): on which nodes daemons belong.
// What a template asks of nodes is worked out once, and each node is judged once until its labels or taints change.
import type { Node, PodSpec, Toleration } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { matchesNodeAffinity } from '../../kinds/node/affinity.ts';
import { untoleratedTaint } from '../../kinds/node/taints.ts';
import { daemonSpec } from './daemon-pod.ts';

type DaemonSet = KindMap['daemonsets'];

export interface NodeVerdict {
  readonly shouldRun: boolean;
  /** A daemon that is there already may stay although a new one would not be put there. */
  readonly mayStay: boolean;
}

interface Judged {
  readonly labels: unknown;
  readonly taints: unknown;
  readonly verdict: NodeVerdict;
}

const never: NodeVerdict = { shouldRun: false, mayStay: false };

/** The rules of one generation of a set. */
export class DaemonRules {
  readonly #spec: PodSpec;
  readonly #tolerations: readonly Toleration[];
  readonly #judged = new Map<string, Judged>();

  constructor(set: DaemonSet) {
    this.#spec = set.spec?.template.spec ?? { containers: [] };
    this.#tolerations = daemonSpec(this.#spec, '').tolerations ?? [];
  }

  judge(node: Node): NodeVerdict {
    const name = node.metadata?.name ?? '';
    const labels = node.metadata?.labels;
    const taints = node.spec?.taints;
    const judged = this.#judged.get(name);
    if (judged && judged.labels === labels && judged.taints === taints) return judged.verdict;
    const verdict = this.#judgeAnew(node);
    this.#judged.set(name, { labels, taints, verdict });
    return verdict;
  }

  #judgeAnew(node: Node): NodeVerdict {
    const { nodeName } = this.#spec;
    if (nodeName && nodeName !== node.metadata?.name) return never;
    if (!matchesNodeAffinity(this.#spec, node)) return never;
    const taints = node.spec?.taints ?? [];
    return {
      shouldRun: !untoleratedTaint(taints, this.#tolerations, ['NoSchedule', 'NoExecute']),
      mayStay: !untoleratedTaint(taints, this.#tolerations, ['NoExecute']),
    };
  }
}

/** The rules of all sets, by their keys. */
export class RuleBook {
  readonly #rules = new Map<string, { readonly version: string; readonly rules: DaemonRules }>();

  of(key: string, set: DaemonSet): DaemonRules {
    const version = `${set.metadata?.uid ?? ''} ${String(set.metadata?.generation ?? 0)}`;
    const known = this.#rules.get(key);
    if (known?.version === version) return known.rules;
    const rules = new DaemonRules(set);
    this.#rules.set(key, { version, rules });
    return rules;
  }

  forget(key: string): void {
    this.#rules.delete(key);
  }
}
