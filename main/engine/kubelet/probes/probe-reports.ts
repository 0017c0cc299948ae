// What is said of the answer to a probe: a record, and an Event unless all is well.
import type { Pod } from '../../api/generated/types.ts';
import { containerTarget } from '../container-target.ts';
import { nameOf, namespaceOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';
import type { CheckResult } from './check.ts';
import type { ProbeState } from './probe-worker.ts';

const NAMES = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' } as const;

/** `before`: whether the answer before was a success. What follows, the Event and the status, follows from this answer. */
export function reportAnswer(
  services: KubeletServices,
  { podUid, container, kind }: ProbeState,
  pod: Pod,
  result: CheckResult,
  before: boolean | undefined,
): void {
  const { kernel, id, node } = services;
  const success = result.kind === 'success';
  const message = result.kind === 'success' ? (result.warning ?? '') : result.message;
  if (!success || before !== true) {
    const ref = { node, podUid, namespace: namespaceOf(pod), pod: nameOf(pod), container };
    kernel.cause = kernel.record(id, { type: 'probe-answered', probe: kind, success, message, ...ref });
  }
  const warn = (reason: string, text: string) => {
    services.events.send(containerTarget(pod, container), 'Warning', reason, `${NAMES[kind]} probe ${text}`);
  };
  if (result.kind === 'errored') warn('Unhealthy', `errored and resulted in unknown state: ${message}`);
  else if (!success) warn('Unhealthy', `failed: ${message}`);
  else if (message !== '') warn('ProbeWarning', `warning: ${message}`);
}
