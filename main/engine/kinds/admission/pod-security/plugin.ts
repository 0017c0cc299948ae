// Models staging/src/k8s.io/pod-security-admission/admission/admission.go (v1.35): Pods are refused, what makes Pods is
// warned of.
import type { ApiStatus } from '../../../../../preload/contract/inputs.ts';
import { invalid } from '../../../api/status.ts';
import { objectsIn } from '../in-namespace.ts';
import type { AdmissionPlugin } from '../plugin.ts';
import { type AdmissionRequest, type AdmissionServices, draftOf, forbid, namespaceOf, previousOf } from '../request.ts';
import type { Spec } from './check.ts';
import { type Level, levelLabelFaults, levelOf, violationText, violationsOf } from './levels.ts';

export const podSecurityPlugin: AdmissionPlugin = {
  name: 'PodSecurity',
  validate: (request, services) =>
    request.resource === 'namespaces' ? judgeNamespace(request, services) : judgePods(request, services),
};

function judgePods(request: AdmissionRequest, services: AdmissionServices): ApiStatus | undefined {
  const pod = draftOf(request, 'pods');
  const spec = pod ? pod.spec : templateOf(request);
  if (!spec || (pod && request.operation === 'update')) return undefined;
  const labels = services.get('namespaces', '', namespaceOf(request))?.metadata?.labels;
  if (pod) {
    const enforced = levelOf(labels, 'enforce');
    const violations = violationsOf(enforced, spec);
    if (violations.length > 0) return forbid(request, `violates PodSecurity ${violationText(enforced, violations)}`);
  }
  warnOf(levelOf(labels, 'warn'), spec, services);
  return undefined;
}

function warnOf(level: Level, spec: Spec, services: AdmissionServices): void {
  const violations = violationsOf(level, spec);
  if (violations.length > 0) services.warn(`would violate PodSecurity ${violationText(level, violations)}`);
}

/** The Pods that an object is going to make. */
function templateOf(request: AdmissionRequest): Spec | undefined {
  for (const resource of [
    'replicationcontrollers',
    'replicasets',
    'deployments',
    'daemonsets',
    'statefulsets',
    'jobs',
  ] as const) {
    const owner = draftOf(request, resource);
    if (owner) return owner.spec?.template?.spec;
  }
  return draftOf(request, 'cronjobs')?.spec?.jobTemplate?.spec?.template?.spec;
}

/** Labels must name levels that exist; Pods that a stricter level would refuse are warned of, and stay. */
function judgeNamespace(request: AdmissionRequest, services: AdmissionServices): ApiStatus | undefined {
  const { metadata } = request.object;
  const faults = levelLabelFaults(metadata?.labels);
  if (faults.length > 0) return invalid(request.kind, metadata?.name ?? '', faults);
  const previous = previousOf(request, 'namespaces');
  const level = levelOf(metadata?.labels, 'enforce');
  const before = levelOf(previous?.metadata?.labels, 'enforce');
  if (previous && (level.name !== before.name || level.version !== before.version)) {
    warnOfExisting(level, metadata?.name ?? '', services);
  }
  return undefined;
}

function warnOfExisting(level: Level, namespace: string, services: AdmissionServices): void {
  const podsByReasons = new Map<string, string[]>();
  for (const { metadata, spec } of objectsIn(namespace, services.all('pods'))) {
    const reasons = violationsOf(level, spec ?? {}).map(({ reason }) => reason);
    if (reasons.length === 0) continue;
    const key = reasons.join(', ');
    podsByReasons.set(key, [...(podsByReasons.get(key) ?? []), metadata?.name ?? '']);
  }
  if (podsByReasons.size === 0) return;
  const title = `the new PodSecurity enforce level "${level.name}:${level.version}"`;
  services.warn(`existing pods in namespace "${namespace}" violate ${title}`);
  for (const [reasons, [first = '', ...others]] of podsByReasons) {
    const count = others.length;
    const rest = count === 0 ? '' : ` (and ${count} other ${count === 1 ? 'pod' : 'pods'})`;
    services.warn(`${first}${rest}: ${reasons}`);
  }
}
