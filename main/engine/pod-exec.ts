// Models pkg/registry/core/pod/rest/subresources.go and pkg/kubelet/server/server.go getExec (v1.35): from the API server
// to the kubelet of the Pod's node, and into the container.
import type { ExecFeed, ExecInput, InputResult } from '../../preload/contract/inputs.ts';
import type { ApiServer } from './api/server.ts';
import { badRequest, failed, internalError } from './api/status.ts';
import { runtimeUidOf } from './kubelet/pod-source.ts';
import type { Runtime } from './runtime/runtime.ts';

/** Where kubelets are, and whether they can be asked. */
interface Kubelets {
  readonly runtime: Runtime;
  isKubeletRunning(node: string): boolean;
  /** Whether packets pass between a machine and that of the API server. */
  reachesApi(node: string): boolean;
}

interface Surroundings extends Kubelets {
  readonly server: ApiServer;
}

const KUBELET_PORT = 10_250;

/** Starts a command in a container; what it writes and how it ends is told by records. */
export function execInPod(around: Surroundings, request: ExecInput): InputResult {
  const { namespace, pod, container, argv, stdin, stdinOpen, tty } = request;
  const found = placeOf(around, namespace, pod, container);
  if ('status' in found) return found;
  const { node, podUid } = found;
  const asked = { argv, stdin, stdinOpen, tty, answerTo: 'journal' } as const;
  const started = around.runtime.machine(node).containers.exec(podUid, container, asked);
  if (!started) return failed(internalError(`unable to upgrade connection: container not found ("${container}")`));
  if (!started.ok) {
    const why = `error executing command in container: rpc error: code = Unknown desc = ${started.message}`;
    return failed(internalError(internalError(why).message));
  }
  return { ok: true, exec: started.id };
}

/** Gives a command that runs more to read. */
export function feedExec(around: Surroundings, feed: ExecFeed): InputResult {
  const { namespace, pod, container, exec, text, interrupt } = feed;
  const found = placeOf(around, namespace, pod, container);
  if ('status' in found) return found;
  const { containers } = around.runtime.machine(found.node);
  const isThere = interrupt
    ? containers.interrupt(found.podUid, container, exec)
    : containers.feed(found.podUid, container, exec, text);
  return isThere ? { ok: true, exec } : failed(badRequest(`command ${exec} does not run any more`));
}

/** The node and UID of a Pod that is asked to run something. */
function placeOf(around: Surroundings, namespace: string, name: string, container: string) {
  const found = around.server.get('pods', namespace, name);
  if (!found.ok) return found;
  const { spec } = found.object;
  const { containers = [], initContainers = [], ephemeralContainers = [], nodeName } = spec ?? {};
  const all = [...containers, ...initContainers, ...ephemeralContainers];
  if (!all.some((each) => each.name === container)) {
    return failed(badRequest(`container ${container} is not valid for pod ${name}`));
  }
  if (nodeName === undefined || nodeName === '') return failed(badRequest(`pod ${name} does not have a host assigned`));
  const fault = dialFault(around, nodeName);
  if (fault !== undefined) return failed(internalError(`error dialing backend: ${fault}`));
  return { node: nodeName, podUid: runtimeUidOf(found.object) };
}

/** Why the API server does not get through to a node's kubelet; undefined when it does. */
export function dialFault(around: Kubelets, node: string): string | undefined {
  const { runtime } = around;
  const dial = `dial tcp ${runtime.machineIp(node) ?? ''}:${String(KUBELET_PORT)}: connect`;
  if (!runtime.isPowered(node) || !around.reachesApi(node)) return `${dial}: no route to host`;
  return around.isKubeletRunning(node) ? undefined : `${dial}: connection refused`;
}
