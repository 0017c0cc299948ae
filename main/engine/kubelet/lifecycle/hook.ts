// Models pkg/kubelet/lifecycle/handlers.go (v1.35): starts what a Pod wants done after the start or before the stop of a
// container, and says what came of it.
import type { ContainerRef, HookName } from '../../../../preload/contract/records.ts';
import type { Container, HTTPGetAction, LifecycleHandler, Pod } from '../../api/generated/types.ts';
import { SECOND } from '../../kernel/time.ts';
import type { ExecResult } from '../../runtime/exec.ts';
import { nameOf, namespaceOf, podText, uidOf } from '../pod-source.ts';
import { sendHttp } from '../probes/http-get.ts';
import type { KubeletServices } from '../services.ts';

/** Comes to the kubelet as an agenda entry when a hook is over. */
export type HookEnd = {
  readonly podUid: string;
  readonly container: string;
  /** The container in which it ran. */
  readonly containerId: string;
  readonly hook: HookName;
  /** What went wrong before or instead of a command. */
  readonly fault?: string | undefined;
  readonly exec?: ExecResult | undefined;
};

export const HOOK_ENDED = 'hook-ended';

/** Begins a hook of a running container; its end comes as an agenda entry, even when it is at once. */
export function startHook(
  services: KubeletServices,
  pod: Pod,
  container: Container,
  containerId: string,
  hook: HookName,
): void {
  const { kernel, id } = services;
  const seq = kernel.record(id, { type: 'hook-started', hook, ...refOf(services, pod, container.name) });
  kernel.because(seq, () => {
    runHook(services, pod, container, containerId, hook);
  });
}

/** Puts on record how a hook ended, well unless there is a `fault`. What follows follows from that. */
export function recordHookEnd(
  services: KubeletServices,
  pod: Pod,
  container: string,
  hook: HookName,
  fault: string | undefined,
): void {
  const { kernel, id } = services;
  const how = { success: fault === undefined, message: fault ?? '' };
  kernel.cause = kernel.record(id, { type: 'hook-ended', hook, ...how, ...refOf(services, pod, container) });
}

function refOf({ node }: KubeletServices, pod: Pod, container: string): ContainerRef {
  return { node, podUid: uidOf(pod), namespace: namespaceOf(pod), pod: nameOf(pod), container };
}

function runHook(services: KubeletServices, pod: Pod, container: Container, containerId: string, hook: HookName): void {
  const handler = container.lifecycle?.[hook] ?? {};
  const payload = { podUid: uidOf(pod), container: container.name, containerId, hook };
  const end = (delayUs: number, fault?: string) => {
    services.kernel.schedule(services.id, delayUs, HOOK_ENDED, { ...payload, ...(fault !== undefined && { fault }) });
  };
  if (handler.exec) {
    const answerTo = { actor: services.id, type: HOOK_ENDED, payload };
    const started = services.machine.containers.exec(payload.podUid, container.name, {
      argv: handler.exec.command ?? [],
      answerTo,
    });
    if (!started) end(0, 'rpc error: code = NotFound desc = container is not running');
    else if (!started.ok) end(0, `rpc error: code = Unknown desc = ${started.message}`);
  } else if (handler.httpGet) {
    end(0, httpFault(services, pod, container, handler.httpGet));
  } else if (handler.sleep) {
    end(handler.sleep.seconds * SECOND);
  } else {
    end(0, 'invalid handler');
  }
}

/** Why a hook failed, as a waiting container says it; undefined when it did not. */
export function hookFault(pod: Pod, container: Container, end: HookEnd): string | undefined {
  const fault = end.fault ?? execFault(container.lifecycle?.[end.hook], end.exec);
  if (fault === undefined) return undefined;
  const { exec, httpGet, sleep } = container.lifecycle?.[end.hook] ?? {};
  const where = `for Container "${container.name}" in Pod "${podText(pod)}" failed - error: ${fault}`;
  if (exec) {
    const output = JSON.stringify(end.exec?.output ?? '');
    return `Exec lifecycle hook ([${(exec.command ?? []).join(' ')}]) ${where}, message: ${output}`;
  }
  if (httpGet) return `HTTP lifecycle hook (${httpGet.path ?? ''}) ${where}`;
  if (sleep) return `Sleep lifecycle hook (${String(sleep.seconds)}) ${where}`;
  return `Cannot run handler: ${fault}`;
}

function execFault(handler: LifecycleHandler | undefined, result: ExecResult | undefined): string | undefined {
  if (!result || result.exitCode === 0) return undefined;
  const command = (handler?.exec?.command ?? []).join(' ');
  return `command '${command}' exited with ${String(result.exitCode)}: ${result.stderr}`;
}

/** Any answer will do, whatever its status. */
function httpFault(
  services: KubeletServices,
  pod: Pod,
  container: Container,
  action: HTTPGetAction,
): string | undefined {
  const answer = sendHttp(services, pod, container, action);
  return answer.kind === 'answered' ? undefined : answer.message;
}
