// Models pkg/controller/job/pod_failure_policy.go (v1.35): what the failure of a Pod means for its Job.
import type {
  ContainerStatus,
  PodCondition,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
} from '../../api/generated/types.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';

type Job = KindMap['jobs'];
type Pod = KindMap['pods'];

export interface FailureVerdict {
  /** Whether the failure counts towards the limit. */
  readonly counts: boolean;
  /** What the first rule that fits says. */
  readonly action: string | undefined;
  /** Why the whole Job fails, if it does. */
  readonly jobFailure: string | undefined;
}

/** What the Job's rules say of a Pod that has failed; without any that fits the failure counts. */
export function judgeFailure({ spec }: Job, pod: Pod): FailureVerdict {
  for (const [index, rule] of (spec?.podFailurePolicy?.rules ?? []).entries()) {
    const cause = causeIn(rule, pod);
    if (cause === undefined) continue;
    const { action } = rule;
    const jobFailure = action === 'FailJob' ? `${cause} matching FailJob rule at index ${String(index)}` : undefined;
    return { counts: action !== 'Ignore', action, jobFailure };
  }
  return { counts: true, action: undefined, jobFailure: undefined };
}

/** What in the Pod fits the rule. */
function causeIn({ onExitCodes, onPodConditions }: PodFailurePolicyRule, pod: Pod): string | undefined {
  if (onExitCodes) {
    const failed = failedContainer(onExitCodes, pod);
    const exitCode = String(failed?.state?.terminated?.exitCode);
    return failed && `Container ${failed.name} for pod ${keyOf(pod)} failed with exit code ${exitCode}`;
  }
  const condition = matchingCondition(onPodConditions ?? [], pod);
  return condition && `Pod ${keyOf(pod)} has condition ${condition.type}`;
}

function failedContainer(
  { containerName, operator, values }: PodFailurePolicyOnExitCodesRequirement,
  { status }: Pod,
): ContainerStatus | undefined {
  return [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].find(({ name, state }) => {
    const exitCode = state?.terminated?.exitCode ?? 0;
    if (exitCode === 0 || (containerName !== undefined && containerName !== name)) return false;
    return values.includes(exitCode) === (operator === 'In');
  });
}

function matchingCondition(
  patterns: readonly PodFailurePolicyOnPodConditionsPattern[],
  { status }: Pod,
): PodCondition | undefined {
  return status?.conditions?.find((condition) =>
    patterns.some((pattern) => pattern.type === condition.type && (pattern.status ?? 'True') === condition.status),
  );
}
