// Models PreFilter in pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go (v1.35): a Pod may name the nodes that
// it can go to, as those of DaemonSets do. Nobody else is asked then.
import type { Failure } from './plugin.ts';
import type { PodInfo } from './pod-info.ts';
import type { Blocked } from './plugins/volume-binding.ts';

const plugin = 'NodeAffinity';

/** What is said of a node that the Pod does not name. */
export const notNamed: Failure = {
  plugin,
  reasons: [`node(s) didn't satisfy plugin(s) [${plugin}]`],
  resolvable: false,
};

/** Each term names a node and another one at once. */
export const namesClash: Blocked = { plugin, message: 'pod affinity terms conflict' };

/** The nodes that the terms of a Pod's required affinity name, none when they clash; undefined when it may go anywhere. */
export function namedNodes({ pod }: PodInfo): ReadonlySet<string> | undefined {
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const named = new Set<string>();
  for (const { matchFields = [] } of required?.nodeSelectorTerms ?? []) {
    const fields = matchFields.filter(({ key, operator }) => key === 'metadata.name' && operator === 'In');
    const [first] = fields;
    if (!first) return undefined;
    for (const name of first.values ?? []) {
      if (fields.every(({ values = [] }) => values.includes(name))) named.add(name);
    }
  }
  return required?.nodeSelectorTerms.length ? named : undefined;
}
