// Models pkg/apis/core/v1/defaults.go (v1.35): SetDefaults_Pod and SetDefaults_PodSpec.
import type { Container, Pod, PodSpec, PodTemplateSpec } from '../../api/generated/types.ts';
import { canonicalQuantities } from '../quantities.ts';
import type { Unfinished } from '../written.ts';
import { defaultContainer, defaultResources } from './container-defaults.ts';
import { containerAmounts } from '../admission/pod-amounts.ts';
import { defaultVolume } from './volume-defaults.ts';

const GRACE_PERIOD_SECONDS = 30;

export function defaultPod(pod: Unfinished<Pod>): void {
  const spec = (pod.spec ??= {});
  defaultPodSpec(spec);
  spec.enableServiceLinks ??= true;
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  for (const container of containers) requestLimits(container);
  if (spec.resources) defaultPodRequests(spec, spec.resources);
  if (spec.hostNetwork) for (const container of containers) useHostPorts(container);
}

/** What Pods and templates of Pods have in common. */
export function defaultPodSpec(spec: Unfinished<PodSpec>): void {
  spec.dnsPolicy ||= 'ClusterFirst';
  spec.restartPolicy ||= 'Always';
  spec.securityContext ??= {};
  spec.terminationGracePeriodSeconds ??= GRACE_PERIOD_SECONDS;
  if (spec.terminationGracePeriodSeconds < 0) spec.terminationGracePeriodSeconds = 1;
  spec.schedulerName ||= 'default-scheduler';
  spec.volumes?.forEach(defaultVolume);
  if (spec.resources) defaultResources(spec.resources);
  if (spec.overhead) spec.overhead = canonicalQuantities(spec.overhead);
  for (const list of [spec.initContainers, spec.containers, spec.ephemeralContainers]) list?.forEach(defaultContainer);
}

/** What a controller makes its Pods from. */
export function defaultTemplate(template: Unfinished<PodTemplateSpec>): void {
  template.metadata ??= {};
  defaultPodSpec((template.spec ??= {}));
}

/** Who says how much a container may take, but not how much it needs, gets what it may take. */
function requestLimits({ resources }: Unfinished<Container>): void {
  if (resources?.limits) resources.requests = { ...resources.limits, ...resources.requests };
}

const isPodResource = (name: string): boolean => ['cpu', 'memory'].includes(name) || name.startsWith('hugepages-');

/** A Pod that has amounts of its own asks for what its containers do; where they do not say, for what it may take. */
function defaultPodRequests(spec: Unfinished<PodSpec>, resources: NonNullable<Unfinished<PodSpec>['resources']>): void {
  const { limits = {}, requests = {} } = resources;
  const all = Object.entries({ ...limits, ...containerAmounts(spec, 'requests') });
  const added = all.filter(([name]) => isPodResource(name) && requests[name] === undefined);
  if (added.length > 0) resources.requests = { ...requests, ...Object.fromEntries(added) };
}

function useHostPorts({ ports }: Unfinished<Container>): void {
  for (const port of ports ?? []) if (port.containerPort) port.hostPort ||= port.containerPort;
}
