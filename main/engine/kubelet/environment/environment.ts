// Models makeEnvironmentVariables in pkg/kubelet/kubelet_pods.go (v1.35): a container's environment from its Services,
// ConfigMaps, Secrets, the Pod's own fields and its declared values.
import { eventTarget } from '../../api/event-recorder.ts';
import type { Container, EnvFromSource, EnvVar, Pod } from '../../api/generated/types.ts';
import { containerResource, podField } from '../../kinds/pod/fields.ts';
import type { EnvEntry } from '../../runtime/container.ts';
import { allContainers } from '../container-state.ts';
import { withAddresses } from '../pod-address.ts';
import { namespaceOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';
import { expand } from './expansion.ts';
import { serviceLinks } from './service-links.ts';
import { type SourceKind, valuesOf } from './sources.ts';

export type Environment =
  | { readonly ok: true; readonly env: readonly EnvEntry[] }
  /** What keeps the container from being created. */
  | { readonly ok: false; readonly message: string };

/** Values by name, no name twice. */
export function environmentOf(services: KubeletServices, pod: Pod, container: Container): Environment {
  const shared = linksOf(services, pod);
  if (!container.env && !container.envFrom) return { ok: true, env: shared };
  const links = new Map(shared.map(({ name, value }) => [name, value]));
  const own = new Map<string, string>();
  for (const source of container.envFrom ?? []) {
    const fault = takeAll(services, pod, source, own);
    if (fault !== undefined) return { ok: false, message: fault };
  }
  for (const variable of container.env ?? []) {
    const value = valueOf(services, pod, container, variable, (name) => own.get(name) ?? links.get(name));
    if (!value.ok) return value;
    if (value.text === undefined) continue;
    links.delete(variable.name);
    own.set(variable.name, value.text);
  }
  const rest = [...links].filter(([name]) => !own.has(name));
  return { ok: true, env: [...rest, ...own].map(([name, value]) => ({ name, value })) };
}

/** The kubelet has the Services in a cache, so that it knows them while the API server is away. */
function linksOf({ server }: KubeletServices, pod: Pod): readonly EnvEntry[] {
  return serviceLinks(server.store.all('services'), namespaceOf(pod), pod.spec?.enableServiceLinks ?? true);
}

/** Adds all values of a ConfigMap or Secret; says what is wrong, if something is. */
function takeAll(
  services: KubeletServices,
  pod: Pod,
  { configMapRef, secretRef, prefix = '' }: EnvFromSource,
  into: Map<string, string>,
): string | undefined {
  const kind: SourceKind = configMapRef ? 'configmap' : 'secret';
  const { name = '', optional } = configMapRef ?? secretRef ?? {};
  const values = valuesOf(services.server, kind, namespaceOf(pod), name);
  if (!values) return optional === true ? undefined : `${kind} "${name}" not found`;
  const names = Object.keys(values).map((key) => prefix + key);
  const invalid = names.filter((variable) => !isVariableName(variable)).sort();
  for (const [key, value] of Object.entries(values)) if (isVariableName(prefix + key)) into.set(prefix + key, value);
  if (invalid.length === 0) return undefined;
  const word = kind === 'configmap' ? 'configMap' : 'secret';
  const skipped = `Keys [${invalid.join(', ')}] from the EnvFrom ${word} ${namespaceOf(pod)}/${name} were skipped`;
  const message = `${skipped} since they are considered invalid environment variable names.`;
  services.events.send(eventTarget(pod), 'Warning', 'InvalidEnvironmentVariableNames', message);
  return undefined;
}

/** With the relaxed rule of v1.34 every printable ASCII character but `=` may stand in a name. */
const isVariableName = (name: string) => /^[ -<>-~]+$/.test(name);

type Value =
  /** Undefined: the variable is left out. */
  { readonly ok: true; readonly text: string | undefined } | { readonly ok: false; readonly message: string };

function valueOf(
  services: KubeletServices,
  pod: Pod,
  container: Container,
  { value = '', valueFrom }: EnvVar,
  lookUp: (name: string) => string | undefined,
): Value {
  if (value !== '' || !valueFrom) return { ok: true, text: expand(value, lookUp) };
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  if (fieldRef) return { ok: true, text: podField(withAddresses(services, pod), fieldRef.fieldPath) };
  if (resourceFieldRef) {
    const { containerName, resource, divisor } = resourceFieldRef;
    const whose = allContainers(pod.spec).find(({ name }) => name === containerName) ?? container;
    return { ok: true, text: containerResource(withNodeLimits(services, whose), resource, divisor) };
  }
  const kind: SourceKind = configMapKeyRef ? 'configmap' : 'secret';
  const { name = '', key = '', optional } = configMapKeyRef ?? secretKeyRef ?? {};
  const values = valuesOf(services.server, kind, namespaceOf(pod), name);
  const text = values?.[key];
  if (text !== undefined || optional === true) return { ok: true, text };
  if (!values) return { ok: false, message: `${kind} "${name}" not found` };
  const word = kind === 'configmap' ? 'ConfigMap' : 'Secret';
  return { ok: false, message: `couldn't find key ${key} in ${word} ${namespaceOf(pod)}/${name}` };
}

/** Where a container has no limit, it may use all that its node can allocate. */
export function withNodeLimits({ machine }: KubeletServices, container: Container): Container {
  const { cpu, memory, storage } = machine.spec;
  const limits = { cpu, memory, 'ephemeral-storage': storage, ...container.resources?.limits };
  return { ...container, resources: { ...container.resources, limits } };
}
