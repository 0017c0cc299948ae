// Models pkg/registry/core/pod/rest/subresources.go and pkg/kubelet/server/server.go getExec (v1.35): from the API server
// to the kubelet of the Pod's node, and into the container.
import type { ExecFeed, ExecInput, InputResult } from '../../preload/contract/inputs.ts';
import type { ApiServer } from './api/server.ts';
import { badRequest, failed, internalError } from './api/status.ts';
import { runtimeUidOf } from './kubelet/pod-source.ts';
import type { Runtime } from './runtime/runtime.ts';

interface Surroundings {
  readonly server: ApiServer;
  readonly runtime: Runtime;
}

const KUBELET_PORT = 10_250;

/** Starts a command in a container; what it writes and how it ends is told by records. */
export function execInPod({ server, runtime }: Surroundings, request: ExecInput): InputResult {
  const { namespace, pod: name, container, argv, stdin, stdinOpen, tty } = request;
  const found = placeOf(server, runtime, namespace, name, container);
  if ('status' in found) return found;
  const { node, podUid } = found;
  const asked = { argv, stdin, stdinOpen, tty, answerTo: 'journal' } as const;
  const started = runtime.machine(node).startExec(podUid, container, asked);
  if (!started) return failed(internalError(`unable to upgrade connection: container not found ("${container}")`));
  if (!started.ok) {
    const why = `error executing command in container: rpc error: code = Unknown desc = ${started.message}`;
    return failed(internalError(internalError(why).message));
  }
  return { ok: true, exec: started.id };
}

/** Gives a command that runs more to read. */
export function feedExec(
  { server, runtime }: Surroundings,
  { namespace, pod, container, exec, text }: ExecFeed,
): InputResult {
  const found = placeOf(server, runtime, namespace, pod, container);
  if ('status' in found) return found;
  const isFed = runtime.machine(found.node).feedExec(found.podUid, container, exec, text);
  return isFed ? { ok: true, exec } : failed(badRequest(`command ${exec} does not run any more`));
}

/** The node and UID of a Pod that is asked to run something. */
function placeOf(server: ApiServer, runtime: Runtime, namespace: string, name: string, container: string) {
  const found = server.get('pods', namespace, name);
  if (!found.ok) return found;
  const { spec } = found.object;
  const { containers = [], initContainers = [], ephemeralContainers = [], nodeName } = spec ?? {};
  const all = [...containers, ...initContainers, ...ephemeralContainers];
  if (!all.some((each) => each.name === container)) {
    return failed(badRequest(`container ${container} is not valid for pod ${name}`));
  }
  if (nodeName === undefined || nodeName === '') return failed(badRequest(`pod ${name} does not have a host assigned`));
  if (!runtime.isPowered(nodeName)) return failed(internalError(noKubelet(runtime.machineIp(nodeName))));
  return { node: nodeName, podUid: runtimeUidOf(found.object) };
}

function noKubelet(ip = ''): string {
  return `error dialing backend: dial tcp ${ip}:${String(KUBELET_PORT)}: connect: no route to host`;
}
