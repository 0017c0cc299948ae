// The part of an object that the recordings tell: what people see of it, without times and identifiers.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type {
  ContainerState,
  ContainerStatus,
  Endpoints,
  EndpointSlice,
  Event,
  Job,
  Node,
  Pod,
} from '../../../main/engine/api/generated/types.ts';
import { jobColumns } from '../../../main/engine/kinds/job/columns.ts';
import { nodeStatusText } from '../../../main/engine/kinds/node/status.ts';
import { summarizePod } from '../../../main/engine/kinds/pod/status.ts';
import { START } from '../../../main/engine/kernel/time.ts';
import type { State } from './seen.ts';

interface CompactKind {
  /** As the recordings name it. */
  readonly kind: string;
  state(object: KubeObject): State;
}

/** By resource; of other resources nothing is told. Objects of a resource are of its kind. */
export const COMPACT_KINDS: ReadonlyMap<string, CompactKind> = new Map<string, CompactKind>([
  ['pods', { kind: 'Pod', state: (object) => podState(object) }],
  ['endpointslices', { kind: 'EndpointSlice', state: (object) => sliceState(object as EndpointSlice) }],
  ['endpoints', { kind: 'Endpoints', state: (object) => endpointsState(object) }],
  ['events', { kind: 'Event', state: (object) => eventState(object as Event) }],
  ['jobs', { kind: 'Job', state: (object) => jobState(object) }],
  ['nodes', { kind: 'Node', state: (object) => nodeState(object) }],
]);

/** What an Event tells of, `Pod/web`. */
export function eventSubject({ involvedObject }: Event): string {
  return `${involvedObject.kind ?? ''}/${involvedObject.name ?? ''}`;
}

function podState(pod: Pod): State {
  const { metadata, spec, status } = pod;
  const { status: text, readyContainers, totalContainers, restarts } = summarizePod(pod);
  const deleting = metadata?.deletionTimestamp !== undefined && { grace: metadata.deletionGracePeriodSeconds };
  return {
    phase: status?.phase,
    status: text,
    ready: `${readyContainers}/${totalContainers}`,
    restarts: String(restarts),
    reason: status?.reason,
    message: status?.message,
    node: spec?.nodeName,
    ip: status?.podIP,
    conditions: conditionTexts(status?.conditions),
    init: containerStates(status?.initContainerStatuses),
    containers: containerStates(status?.containerStatuses),
    ephemeral: containerStates(status?.ephemeralContainerStatuses),
    ...(deleting && { deleting }),
    ...(metadata?.finalizers && metadata.finalizers.length > 0 && { finalizers: metadata.finalizers }),
  };
}

function containerStates(statuses: readonly ContainerStatus[] = []): State {
  return Object.fromEntries(
    statuses.map(({ name, state, ready, started, restartCount, lastState }) => [
      name,
      {
        state: stateText(state),
        ready,
        restarts: restartCount,
        started,
        last: lastState && stateText(lastState),
        message: state?.waiting?.message ?? state?.terminated?.message,
      },
    ]),
  );
}

function stateText({ waiting, running, terminated }: ContainerState = {}): string | undefined {
  if (waiting) return `waiting:${waiting.reason ?? ''}`;
  if (running) return 'running';
  return terminated && `terminated:${terminated.reason ?? ''}:${terminated.exitCode}`;
}

function conditionTexts(
  conditions: readonly { readonly type: string; readonly status: string; readonly reason?: string | undefined }[] = [],
): State {
  return Object.fromEntries(
    conditions.map(({ type, status, reason = '' }) => [type, reason === '' ? status : `${status}/${reason}`]),
  );
}

function sliceState({ ports, endpoints }: EndpointSlice): State {
  return {
    ports: (ports ?? []).map(({ name, port, protocol }) => ({ name, port, protocol })),
    endpoints: (endpoints ?? []).map(({ addresses, targetRef, conditions }) => ({
      address: addresses[0],
      target: targetRef?.name,
      ready: conditions?.ready,
      serving: conditions?.serving,
      terminating: conditions?.terminating,
    })),
  };
}

function endpointsState({ subsets }: Endpoints): State {
  const addresses = (of: 'addresses' | 'notReadyAddresses') =>
    (subsets ?? []).flatMap((subset) => (subset[of] ?? []).map(({ ip }) => ip));
  return { addresses: addresses('addresses'), notReadyAddresses: addresses('notReadyAddresses') };
}

function eventState(event: Event): State {
  return {
    type: event.type,
    reason: event.reason,
    object: eventSubject(event),
    field: event.involvedObject.fieldPath,
    message: event.message,
    count: event.count ?? event.series?.count ?? 1,
    component: event.source?.component ?? event.reportingComponent,
  };
}

function jobState(job: Job): State {
  const cell = (name: string) =>
    jobColumns.find((column) => column.name === name)?.cell(job, { now: START, list: () => [] });
  const { active = 0, ready = 0, succeeded = 0, failed = 0, terminating = 0, conditions } = job.status ?? {};
  return {
    status: cell('Status'),
    completions: cell('Completions'),
    active,
    ready,
    succeeded,
    failed,
    terminating,
    conditions: conditionTexts(conditions),
  };
}

function nodeState(node: Node): State {
  return {
    status: nodeStatusText(node),
    conditions: conditionTexts(node.status?.conditions),
    taints: (node.spec?.taints ?? []).map(({ key, value, effect }) =>
      value === undefined || value === '' ? `${key}:${effect}` : `${key}=${value}:${effect}`,
    ),
    unschedulable: node.spec?.unschedulable === true,
  };
}
