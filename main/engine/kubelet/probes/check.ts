// Models pkg/kubelet/prober/prober.go and pkg/probe (v1.35): one look at a container. What takes time is answered later.
import type { Container, Pod, Probe } from '../../api/generated/types.ts';
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import type { ExecResult } from '../../runtime/exec.ts';
import { goDuration } from '../image-policy.ts';
import { podAddress } from '../pod-address.ts';
import { uidOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';
import { resolvePort, sendHttp } from './http-get.ts';

export type CheckResult =
  /** `warning`: what is to be said all the same. */
  | { readonly kind: 'success'; readonly warning?: string }
  | { readonly kind: 'failure'; readonly message: string }
  /** The container could not be asked: that says nothing of it. */
  | { readonly kind: 'errored'; readonly message: string };

/** An answer `afterUs` from now; undefined when it comes as the result of a command. */
export type Check = { readonly result: CheckResult; readonly afterUs: number } | undefined;

const TIMEOUT_SECONDS = 1;
const OUTPUT_MAX = 10 * 1024;

/** Asks the container; `entry` is the agenda entry by which the result of a command comes. */
export function startCheck(
  services: KubeletServices,
  pod: Pod,
  container: Container,
  probe: Probe,
  entry: { readonly type: string; readonly payload: { readonly probe: readonly string[] } },
): Check {
  const timeoutUs = timeoutOf(probe);
  if (probe.exec) return startExec(services, pod, container, probe.exec.command ?? [], timeoutUs, entry);
  if (probe.httpGet) return checkHttp(services, pod, container, probe, timeoutUs);
  if (probe.tcpSocket) return checkTcp(services, pod, container, probe, timeoutUs);
  return checkGrpc(services, pod, probe, timeoutUs);
}

/** What the result of a command says. */
export function judgeExec(probe: Probe, { exitCode, output, timedOut }: ExecResult): CheckResult {
  if (timedOut) {
    const command = (probe.exec?.command ?? []).join(' ');
    return failure(`command timed out: "${command}" timed out after ${goDuration(timeoutOf(probe))}`);
  }
  return exitCode === 0 ? { kind: 'success' } : failure(output.slice(0, OUTPUT_MAX));
}

const timeoutOf = (probe: Probe) => (probe.timeoutSeconds ?? TIMEOUT_SECONDS) * SECOND;

function startExec(
  services: KubeletServices,
  pod: Pod,
  container: Container,
  argv: readonly string[],
  timeoutUs: number,
  { type, payload }: { readonly type: string; readonly payload: { readonly probe: readonly string[] } },
): Check {
  // Whoever runs commands in a Pod that is ending is turned away.
  if (pod.metadata?.deletionTimestamp !== undefined) return errored('code = Canceled desc = context canceled');
  const answerTo = { actor: services.id, type, payload };
  const started = services.machine.containers.exec(uidOf(pod), container.name, { argv, timeoutUs, answerTo });
  if (!started) return errored('code = NotFound desc = container is not running');
  return started.ok ? undefined : errored(`code = Unknown desc = ${started.message}`);
}

function checkHttp(services: KubeletServices, pod: Pod, container: Container, probe: Probe, timeoutUs: number): Check {
  const outcome = sendHttp(services, pod, container, probe.httpGet ?? { port: 80 }, timeoutUs);
  if (outcome.kind === 'errored') return { result: outcome, afterUs: 0 };
  const afterUs = soon(outcome.tookUs);
  if (outcome.kind === 'failed') return { result: failure(outcome.message), afterUs };
  const { status, body } = outcome;
  if (status < 200 || status >= 400) {
    return { result: failure(`HTTP probe failed with statuscode: ${String(status)}`), afterUs };
  }
  if (status < 300) return { result: { kind: 'success' }, afterUs };
  return { result: { kind: 'success', warning: `Probe terminated redirects, Response body: ${body}` }, afterUs };
}

function checkTcp(services: KubeletServices, pod: Pod, container: Container, probe: Probe, timeoutUs: number): Check {
  const { host = podAddress(services, pod), port: wanted = 80 } = probe.tcpSocket ?? {};
  const port = resolvePort(container, wanted);
  if (typeof port === 'string') return { result: { kind: 'errored', message: port }, afterUs: 0 };
  const address = `${host}:${String(port)}`;
  switch (reach(services, pod, host, port)) {
    case 'listens':
      return { result: { kind: 'success' }, afterUs: 0 };
    case 'refused':
      return { result: failure(`dial tcp ${address}: connect: connection refused`), afterUs: 0 };
    case 'unreachable':
      return { result: failure(`dial tcp ${address}: i/o timeout`), afterUs: timeoutUs };
  }
}

function checkGrpc(services: KubeletServices, pod: Pod, probe: Probe, timeoutUs: number): Check {
  const { port = 0, service } = probe.grpc ?? {};
  const podUid = pod.spec?.hostNetwork === true ? undefined : uidOf(pod);
  const health = services.machine.ports.health(podUid, port, service ?? '');
  switch (health) {
    case 'SERVING':
      return { result: { kind: 'success' }, afterUs: 0 };
    case 'NOT_SERVING':
      return { result: failure(`service unhealthy (responded with "${health}")`), afterUs: 0 };
    case 'unknown service': {
      const why = `rpc error: code = NotFound desc = ${health}`;
      return { result: failure(`error: health rpc probe failed: ${why}`), afterUs: 0 };
    }
    case undefined: {
      // Whoever does not answer in that tongue is asked again until the time is over.
      const address = `${podAddress(services, pod)}:${String(port)}`;
      const within = `within ${goDuration(timeoutUs)}: context deadline exceeded`;
      return { result: failure(`timeout: failed to connect service "${address}" ${within}`), afterUs: timeoutUs };
    }
  }
}

function reach(
  { machine, runtime }: KubeletServices,
  pod: Pod,
  host: string,
  port: number,
): 'listens' | 'refused' | 'unreachable' {
  if (host === machine.podStatus(uidOf(pod))?.ip)
    return machine.ports.listens(uidOf(pod), port) ? 'listens' : 'refused';
  if (['127.0.0.1', 'localhost', machine.spec.ip].includes(host)) {
    return machine.ports.listens(undefined, port) ? 'listens' : 'refused';
  }
  if (runtime.listenerAt(host, port) !== undefined) return 'listens';
  return (runtime.podAt(host) ?? runtime.machineByIp(host)) ? 'refused' : 'unreachable';
}

/** What takes no longer than a moment is taken to be at once. */
const soon = (tookUs: number) => (tookUs < 10 * MILLISECOND ? 0 : tookUs);
const failure = (message: string): CheckResult => ({ kind: 'failure', message });
const errored = (message: string): Check => ({
  result: { kind: 'errored', message: `rpc error: ${message}` },
  afterUs: 0,
});
