// Models the Pods that manageJob in pkg/controller/job/job_controller.go (v1.35) makes.
import type { Container, PodSpec } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { podFromTemplate } from '../pod-control.ts';
import { judgeFailure } from './failure-policy.ts';
import { FAILURES_KEY, IGNORED_FAILURES_KEY, INDEX_KEY, TRACKING_FINALIZER, hasLimitPerIndex } from './job-pods.ts';
import { annotatedNumber } from '../annotated-number.ts';

type Job = KindMap['jobs'];
type Pod = KindMap['pods'];

const INDEX_VARIABLE = 'JOB_COMPLETION_INDEX';
/** Names that the API server makes up are cut to this length, without their random end. */
const GENERATED_NAME_MAX = 57;

/** A new Pod of the Job. */
export function jobPod(job: Job): Pod {
  const pod = podFromTemplate(job.spec?.template ?? {}, job);
  const { finalizers = [] } = pod.metadata ?? {};
  const tracked = finalizers.includes(TRACKING_FINALIZER) ? finalizers : [...finalizers, TRACKING_FINALIZER];
  return { ...pod, metadata: { ...pod.metadata, finalizers: tracked } };
}

/** A new Pod for one index; `replaced` is the failed one whose place it takes. */
export function indexedPod(job: Job, index: number, replaced: Pod | undefined): Pod {
  const pod = jobPod(job);
  const name = job.metadata?.name ?? '';
  const suffix = `-${String(index)}-`;
  const value = { [INDEX_KEY]: String(index) };
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      generateName: name.slice(0, GENERATED_NAME_MAX - suffix.length) + suffix,
      labels: { ...pod.metadata?.labels, ...value },
      annotations: {
        ...pod.metadata?.annotations,
        ...value,
        ...(hasLimitPerIndex(job) ? failureCounts(job, replaced) : {}),
      },
    },
    spec: withIndexVariable({ ...pod.spec, containers: pod.spec?.containers ?? [] }, `${name}-${String(index)}`),
  };
}

function failureCounts(job: Job, replaced: Pod | undefined): Readonly<Record<string, string>> {
  if (!replaced) return { [FAILURES_KEY]: '0' };
  const { counts } = judgeFailure(job, replaced);
  const failures = (annotatedNumber(replaced, FAILURES_KEY) ?? 0) + (counts ? 1 : 0);
  const ignored = (annotatedNumber(replaced, IGNORED_FAILURES_KEY) ?? 0) + (counts ? 0 : 1);
  return { [FAILURES_KEY]: String(failures), ...(ignored > 0 && { [IGNORED_FAILURES_KEY]: String(ignored) }) };
}

function withIndexVariable(spec: PodSpec, hostname: string): PodSpec {
  const containers = spec.containers.map(knowingIndex);
  const { initContainers } = spec;
  return { ...spec, hostname, containers, ...(initContainers && { initContainers: initContainers.map(knowingIndex) }) };
}

function knowingIndex(container: Container): Container {
  const { env = [] } = container;
  if (env.some(({ name }) => name === INDEX_VARIABLE)) return container;
  const fieldRef = { apiVersion: 'v1', fieldPath: `metadata.labels['${INDEX_KEY}']` };
  return { ...container, env: [...env, { name: INDEX_VARIABLE, valueFrom: { fieldRef } }] };
}
