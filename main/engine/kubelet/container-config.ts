// Models generateContainerConfig in pkg/kubelet/kuberuntime/kuberuntime_container.go (v1.35): what the runtime is asked
// for, from the manifest and from all that it refers to.
import type { Container, Pod } from '../api/generated/types.ts';
import { unitsOf } from '../api/quantity.ts';
import type { ContainerConfig } from '../runtime/container.ts';
import { limitsStorage } from './eviction/storage-limits.ts';
import { environmentOf } from './environment/environment.ts';
import { expand } from './environment/expansion.ts';
import { podText } from './pod-source.ts';
import type { KubeletServices } from './services.ts';
import { containerHash } from './sync-plan.ts';
import { mountFault, mountsOf } from './volumes/mounts.ts';

export type ConfigOutcome =
  | { readonly ok: true; readonly config: ContainerConfig }
  /** Why no container can be made from this. */
  | { readonly ok: false; readonly message: string };

/** The configuration of the container's next start, its `attempt`-th after the first. The Pod must have a sandbox. */
export function containerConfig(
  services: KubeletServices,
  pod: Pod,
  container: Container,
  attempt: number,
): ConfigOutcome {
  const fault = userFault(pod, container);
  if (fault !== undefined) return { ok: false, message: fault };
  const environment = environmentOf(services, pod, container);
  if (!environment.ok) return environment;
  const { env } = environment;
  const valueOf = (name: string) => env.find((entry) => entry.name === name)?.value;
  const unmountable = mountFault(container, valueOf);
  if (unmountable !== undefined) return { ok: false, message: unmountable };
  const expanded = (texts: readonly string[] = []) => texts.map((text) => expand(text, valueOf));
  const memory = container.resources?.limits?.['memory'];
  const config: ContainerConfig = {
    name: container.name,
    attempt,
    image: container.image ?? '',
    command: expanded(container.command),
    args: expanded(container.args),
    ports: (container.ports ?? []).map(({ containerPort }) => containerPort),
    mounts: mountsOf(services, pod, container, valueOf),
    hash: containerHash(container),
    env,
    ...(container.workingDir !== undefined && { workingDir: container.workingDir }),
    ...(container.stdin === true && { stdin: true }),
    ...(container.securityContext?.readOnlyRootFilesystem === true && { readOnlyRoot: true }),
    ...(mayAdministerNetwork(container) && { netAdmin: true }),
    ...(container.tty === true && { tty: true }),
    ...(container.terminationMessagePolicy === 'FallbackToLogsOnError' && { keepsLogTail: true }),
    ...(limitsStorage(pod) && { countsLog: true }),
    ...(memory !== undefined && { memoryLimitBytes: unitsOf(memory) }),
  };
  return { ok: true, config };
}

function mayAdministerNetwork({ securityContext }: Container): boolean {
  const added = securityContext?.capabilities?.add ?? [];
  return securityContext?.privileged === true || added.some((name) => /^(CAP_)?NET_ADMIN$|^ALL$/.test(name));
}

/** Images are taken to run as root, as those of the catalogue do. */
function userFault(pod: Pod, container: Container): string | undefined {
  const { runAsNonRoot = pod.spec?.securityContext?.runAsNonRoot, runAsUser = pod.spec?.securityContext?.runAsUser } =
    container.securityContext ?? {};
  if (runAsNonRoot !== true) return undefined;
  const where = `(pod: "${podText(pod)}", container: ${container.name})`;
  if (runAsUser === undefined) return `container has runAsNonRoot and image will run as root ${where}`;
  return runAsUser === 0 ? `container's runAsUser breaks non-root policy ${where}` : undefined;
}
