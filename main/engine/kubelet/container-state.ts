// Models pkg/kubelet/container/helpers.go (v1.35): a Pod's containers, and which of them would be started again.
import type { Container, ContainerRestartRule, Pod, PodSpec } from '../api/generated/types.ts';
import { isSidecar } from '../kinds/pod/requests.ts';
import { type SandboxStatus, newestContainer } from '../runtime/status.ts';

export function initContainersOf(spec: PodSpec | undefined): readonly Container[] {
  return spec?.initContainers ?? [];
}

export function containersOf(spec: PodSpec | undefined): readonly Container[] {
  return spec?.containers ?? [];
}

const NONE: ReadonlySet<string> = new Set();

/** The names of the init containers that go on running beside the others. */
export function sidecarNames(spec: PodSpec | undefined): ReadonlySet<string> {
  const inits = initContainersOf(spec);
  if (inits.length === 0) return NONE;
  return new Set(inits.filter(isSidecar).map(({ name }) => name));
}

/** Those that somebody added to look into the Pod. */
export function ephemeralContainersOf(spec: PodSpec | undefined): readonly Container[] {
  return spec?.ephemeralContainers ?? [];
}

export function allContainers(spec: PodSpec | undefined): readonly Container[] {
  return [...initContainersOf(spec), ...containersOf(spec), ...ephemeralContainersOf(spec)];
}

const isEphemeral = (pod: Pod, { name }: Container) =>
  ephemeralContainersOf(pod.spec).some((each) => each.name === name);

export function containerNamed({ spec }: Pod, name: string): Container | undefined {
  for (const list of [containersOf(spec), initContainersOf(spec), ephemeralContainersOf(spec)]) {
    for (const container of list) if (container.name === name) return container;
  }
  return undefined;
}

/** Whether a container that is not running would be started by the next sync. */
export function shouldStart(pod: Pod, container: Container, seen: SandboxStatus | undefined): boolean {
  if (pod.metadata?.deletionTimestamp !== undefined) return false;
  const newest = newestContainer(seen, container.name);
  if (!newest) return true;
  return (
    newest.state !== 'running' && !isEphemeral(pod, container) && restartsAfter(pod, container, newest.exitCode ?? 0)
  );
}

/** Whether a container is started again after it ended: its own rules say first, then its own policy, then the Pod's. */
export function restartsAfter(pod: Pod, container: Container, exitCode: number): boolean {
  if (container.restartPolicy !== undefined) {
    const rule = (container.restartPolicyRules ?? []).find((each) => matchesRule(each, exitCode));
    if (rule) return rule.action === 'Restart';
  }
  switch (container.restartPolicy ?? pod.spec?.restartPolicy) {
    case 'Never':
      return false;
    case 'OnFailure':
      return exitCode !== 0;
    default:
      return true;
  }
}

function matchesRule({ exitCodes }: ContainerRestartRule, exitCode: number): boolean {
  if (!exitCodes) return false;
  return (exitCodes.values ?? []).includes(exitCode) === (exitCodes.operator === 'In');
}
