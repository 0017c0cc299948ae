// Models pkg/registry/core/pod/strategy.go LogLocation and pkg/kubelet/kubelet_pods.go validateContainerLogStatus (v1.35)
import type { Requester } from '../../../preload/contract/inputs.ts';
import { denial } from '../../engine/api/authorization/guard.ts';
import type * as k from '../../engine/api/generated/types.ts';
import { badRequest, failed, unclassified } from '../../engine/api/status.ts';
import type { Cluster } from '../../engine/cluster.ts';
import { runtimeUidOf } from '../../engine/kubelet/pod-source.ts';
import { dialFault } from '../../engine/pod-exec.ts';
import type { Micros } from '../../engine/kernel/time.ts';
import type { LogAnswer, LogRequest } from '../api-client.ts';
import { chooseContainer } from './choose-container.ts';
import type { LogBook } from './log-book.ts';

/** Where logs are looked up: the cluster, and what its containers wrote. */
export interface LogSource {
  readonly cluster: Cluster;
  readonly logBook: LogBook;
}

/** What somebody who may read the log of a container is told. */
export function answerLogs({ cluster, logBook }: LogSource, user: Requester, request: LogRequest): LogAnswer {
  const { server, now } = cluster;
  const { namespace, pod: name } = request;
  const outage = server.outage();
  if (outage) return failed(outage);
  const asked = { verb: 'get', resource: 'pods', subresource: 'log', namespace, name } as const;
  const denied = denial(server, user, asked, server.kinds.pods);
  if (denied) return failed(denied);
  const found = server.get('pods', namespace, name);
  if (!found.ok) return found;
  return kubeletFault(cluster, found.object, request) ?? readLogs(found.object, request, logBook, now);
}

/** What the API server answers that does not get through to the kubelet; undefined when it does. */
function kubeletFault(cluster: Cluster, { spec }: k.Pod, { namespace, pod, container = '' }: LogRequest) {
  const node = spec?.nodeName ?? '';
  const fault = node === '' ? undefined : dialFault(cluster, node);
  if (fault === undefined) return undefined;
  const name = container === '' ? (spec?.containers[0]?.name ?? '') : container;
  const host = cluster.runtime.machineIp(node) ?? '';
  return failed(unclassified(`Get "https://${host}:10250/containerLogs/${namespace}/${pod}/${name}": ${fault}`));
}

/** What the API server and the kubelet answer to a request for a container's log. */
function readLogs(pod: k.Pod, request: LogRequest, book: LogBook, now: Micros): LogAnswer {
  const name = pod.metadata?.name ?? '';
  const chosen = chooseContainer(pod, request.container);
  if ('message' in chosen) return failed(badRequest(chosen.message));
  const log = book.read(runtimeUidOf(pod), chosen.container, request.previous === true);
  if (log && request.previous === true && book.isRemoved(runtimeUidOf(pod), chosen.container, now)) {
    return removed(pod, chosen.container, now);
  }
  if (log) return { ok: true, ...log };
  const where = `container "${chosen.container}" in pod "${name}"`;
  if (pod.spec?.nodeName === undefined) return { ok: true, lines: [], ended: false };
  if (request.previous === true) {
    return failed(badRequest(`previous terminated container "${chosen.container}" in pod "${name}" not found`));
  }
  const reason = statusOf(pod, chosen.container)?.state?.waiting?.reason;
  if (reason === undefined) return failed(badRequest(`${where} is not available`));
  return failed(badRequest(`${where} is waiting to start: ${WAITING_WORDS[reason] ?? reason}`));
}

/** The runtime has the container no more, which is all that the log says. */
function removed(pod: k.Pod, container: string, now: Micros): LogAnswer {
  const id = statusOf(pod, container)?.lastState?.terminated?.containerID ?? '';
  const text = `unable to retrieve container logs for ${id}`;
  return { ok: true, lines: [{ at: now, text, partial: true }], ended: true };
}

const WAITING_WORDS: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
  ErrImageNeverPull: 'image pull policy is Never and image is not present',
};

function statusOf(pod: k.Pod, container: string): k.ContainerStatus | undefined {
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  return [...containerStatuses, ...initContainerStatuses].find((status) => status.name === container);
}
