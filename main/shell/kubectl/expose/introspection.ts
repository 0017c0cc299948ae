// Models CanBeExposed, MapBasedSelectorForObject, PortsForObject and MultiProtocolsForObject of
// staging/src/k8s.io/kubectl/pkg/polymorphichelpers (v1.35): what a workload says of itself that a Service needs.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type * as k from '../../../engine/api/generated/types.ts';
import type { DiscoveredResource } from '../../api-client.ts';
import { PlainError } from '../errors/errors.ts';

type Labels = Readonly<Record<string, string>>;

/** The kinds that can be exposed; each is one the others are told from by `kind`. */
type Exposable = (KubeObject & { readonly kind: string }) & {
  readonly spec?: k.PodSpec &
    k.ServiceSpec & { readonly template?: k.PodTemplateSpec } & { readonly selector?: unknown };
};

const exposableKinds = ['Deployment', 'Pod', 'ReplicaSet', 'ReplicationController', 'Service'];

/** Throws PlainError for kinds that no Service can stand before. */
export function requireExposable({ kind, group }: DiscoveredResource): void {
  if (exposableKinds.includes(kind)) return;
  throw new PlainError(`cannot expose a ${group === '' ? kind : `${kind}.${group}`}`);
}

/** The labels by which the Pods are found. Throws PlainError where there are none. */
export function selectorOf(object: KubeObject): Labels {
  const { kind = '', metadata } = object;
  if (kind === 'Pod') return required(metadata?.labels, 'the pod has no labels and cannot be exposed');
  const { spec } = object as Exposable;
  if (kind === 'Service') {
    return required(spec?.selector, 'the service has no pod selector set');
  }
  if (kind === 'ReplicationController') return spec?.selector ?? {};
  return labelsOfSelector(kind, spec?.selector);
}

function labelsOfSelector(kind: string, selector: k.LabelSelector | undefined): Labels {
  const expressions = selector?.matchExpressions ?? [];
  if (expressions.length > 0) {
    const shown = expressions.map(({ key, operator, values = [] }) => {
      return `{Key:${key} Operator:${operator} Values:[${values.join(' ')}]}`;
    });
    throw new PlainError(
      `couldn't retrieve selectors via --selector flag or introspection: couldn't convert expressions - "[${shown.join(' ')}]" to map-based selector format`,
    );
  }
  return required(selector?.matchLabels, `invalid ${kind.toLowerCase()}: no selectors, therefore cannot be exposed`);
}

function required(labels: Labels | undefined, fault: string): Labels {
  if (labels && Object.keys(labels).length > 0) return labels;
  throw new PlainError(`couldn't retrieve selectors via --selector flag or introspection: ${fault}`);
}

export interface FoundPort {
  readonly port: number;
  readonly protocol: string;
}

/** The ports that the object serves on, in order. */
export function portsOf(object: KubeObject): readonly FoundPort[] {
  const { kind, spec } = object as Exposable;
  if (kind === 'Service') {
    return (spec?.ports ?? []).map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
  }
  const pod = kind === 'Pod' ? spec : spec?.template?.spec;
  const containers = pod?.containers ?? [];
  return containers.flatMap(({ ports = [] }) =>
    ports.map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol })),
  );
}
