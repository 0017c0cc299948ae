// Models pkg/kubelet/status/generate.go (v1.35): a Pod's conditions, in the order in which the kubelet writes them.
import type { ContainerStatus, Pod, PodCondition } from '../../api/generated/types.ts';
import { NEVER } from '../../api/never.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { sidecarNames } from '../container-state.ts';

interface Verdict {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason?: string;
  readonly message?: string;
}

export interface ConditionInput {
  readonly pod: Pod;
  /** The present instant as a timestamp. */
  readonly now: string;
  readonly phase: string;
  readonly sandboxReady: boolean;
  readonly inits: readonly ContainerStatus[];
  readonly mains: readonly ContainerStatus[];
  /** What is said of a resize. */
  readonly resize: readonly PodCondition[];
  /** As they were before. */
  readonly previous: readonly PodCondition[];
}

/** The types that the kubelet writes. */
const OWN_TYPES = [
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
  'PodResizePending',
  'PodResizeInProgress',
];

export const isOwnCondition = ({ type }: Pick<PodCondition, 'type'>): boolean => OWN_TYPES.includes(type);

export function podConditions(input: ConditionInput): readonly PodCondition[] {
  const containersReady = containersReadyOf(input);
  const verdicts: readonly Verdict[] = [
    { type: 'PodReadyToStartContainers', status: input.sandboxReady ? 'True' : 'False' },
    initializedOf(input),
    { ...readyOf(input, containersReady), type: 'Ready' },
    containersReady,
    { type: 'PodScheduled', status: 'True' },
  ];
  const others = input.previous.filter((condition) => !isOwnCondition(condition));
  return [...input.resize, ...verdicts.map((verdict) => toCondition(input, verdict)), ...others];
}

function initializedOf({ pod, phase, inits, mains }: ConditionInput): Verdict {
  const type = 'Initialized';
  if (phase === 'Succeeded') return { type, status: 'True', reason: 'PodCompleted' };
  const sidecars = sidecarNames(pod.spec);
  const incomplete = inits.filter((status) => !(sidecars.has(status.name) ? status.started : status.ready));
  // A Pod whose containers have run was initialised, even if its sidecars are being restarted.
  const begun = mains.some(({ state, lastState }) => !state?.waiting || lastState?.terminated);
  if (incomplete.length === 0 || begun) return { type, status: 'True' };
  return {
    type,
    status: 'False',
    reason: 'ContainersNotInitialized',
    message: `containers with incomplete status: [${namesOf(incomplete)}]`,
  };
}

function containersReadyOf({ phase, pod, inits, mains }: ConditionInput): Verdict {
  const type = 'ContainersReady';
  if (phase === 'Succeeded') return { type, status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { type, status: 'False', reason: 'PodFailed' };
  const sidecars = sidecarNames(pod.spec);
  const unready = [...inits.filter(({ name }) => sidecars.has(name)), ...mains].filter(({ ready }) => !ready);
  if (unready.length === 0) return { type, status: 'True' };
  return {
    type,
    status: 'False',
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${namesOf(unready)}]`,
  };
}

/** Ready is ContainersReady and every readiness gate. */
function readyOf({ pod, previous }: ConditionInput, containersReady: Verdict): Verdict {
  if (containersReady.status === 'False') return containersReady;
  const missing = (pod.spec?.readinessGates ?? []).flatMap(({ conditionType }) => {
    const condition = previous.find(({ type }) => type === conditionType);
    if (!condition) return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    if (condition.status === 'True') return [];
    return [`the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`];
  });
  if (missing.length === 0) return containersReady;
  return { type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady', message: missing.join(', ') };
}

/** A condition that is as it was is the same object, so that nobody has to compare or copy it. */
function toCondition({ pod, now, previous }: ConditionInput, verdict: Verdict): PodCondition {
  const { type, status, reason, message } = verdict;
  const observedGeneration = pod.metadata?.generation;
  const before = previous.find((condition) => condition.type === type);
  const hasTurned = before?.status !== status;
  if (!hasTurned && isSame(before, verdict) && before.observedGeneration === observedGeneration) return before;
  return dropUndefined<PodCondition>({
    type,
    observedGeneration,
    status,
    reason,
    message,
    lastProbeTime: NEVER,
    lastTransitionTime: hasTurned ? now : before.lastTransitionTime,
  });
}

const isSame = ({ lastProbeTime, reason, message }: PodCondition, verdict: Verdict): boolean =>
  lastProbeTime === NEVER && reason === verdict.reason && message === verdict.message;

const namesOf = (statuses: readonly ContainerStatus[]) => statuses.map(({ name }) => name).join(' ');
