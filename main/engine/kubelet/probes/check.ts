// Models pkg/kubelet/prober/prober.go and pkg/probe (v1.35): one look at a container.
import type { Container, Pod, Probe } from '../../api/generated/types.ts';
import { SECOND } from '../../kernel/time.ts';
import { goDuration } from '../image-policy.ts';
import { uidOf } from '../pod-source.ts';
import type { KubeletServices } from '../services.ts';

export interface CheckResult {
  readonly success: boolean;
  /** What went wrong, as the Unhealthy event says it. */
  readonly message: string;
}

const TIMEOUT_SECONDS = 1;

/** Asks the container. `podIp` is the address that it is asked at unless the probe names another host. */
export function check(
  services: KubeletServices,
  pod: Pod,
  container: Container,
  probe: Probe,
  podIp: string,
): CheckResult {
  if (probe.exec) return checkExec(services, pod, container, probe);
  if (probe.httpGet) return checkHttp(services, pod, container, probe, podIp);
  if (probe.tcpSocket) return checkTcp(services, pod, container, probe, podIp);
  return { success: false, message: 'missing probe handler' };
}

function checkExec({ machine }: KubeletServices, pod: Pod, container: Container, probe: Probe): CheckResult {
  const command = probe.exec?.command ?? [];
  const result = machine.exec(uidOf(pod), container.name, command);
  if (!result) {
    const why = `exec: "${command[0] ?? ''}": executable file not found in $PATH`;
    return failure(`rpc error: code = Unknown desc = failed to exec in container: OCI runtime exec failed: ${why}`);
  }
  const timeoutUs = (probe.timeoutSeconds ?? TIMEOUT_SECONDS) * SECOND;
  if (result.durationUs > timeoutUs) {
    return failure(`command timed out: "${command.join(' ')}" timed out after ${goDuration(timeoutUs)}`);
  }
  return result.exitCode === 0 ? { success: true, message: '' } : failure(result.output);
}

function checkHttp(
  { machine }: KubeletServices,
  pod: Pod,
  container: Container,
  probe: Probe,
  podIp: string,
): CheckResult {
  const { path = '/', host, port: wanted = 80 } = probe.httpGet ?? {};
  const port = portNumber(container, wanted);
  if (port === undefined) return failure(`couldn't find port: ${String(wanted)} in container ports`);
  const address = host ?? podIp;
  const target = pod.spec?.hostNetwork === true ? undefined : uidOf(pod);
  const answer = machine.request(target, port, { method: 'GET', path, host: `${address}:${String(port)}` });
  if (answer.kind !== 'answered') {
    return failure(`Get "http://${address}:${String(port)}${path}": ${refused(address, port)}`);
  }
  if (answer.status >= 200 && answer.status < 400) return { success: true, message: '' };
  return failure(`HTTP probe failed with statuscode: ${String(answer.status)}`);
}

function checkTcp(
  { machine }: KubeletServices,
  pod: Pod,
  container: Container,
  probe: Probe,
  podIp: string,
): CheckResult {
  const { host, port: wanted = 80 } = probe.tcpSocket ?? {};
  const port = portNumber(container, wanted);
  if (port === undefined) return failure(`couldn't find port: ${String(wanted)} in container ports`);
  const target = pod.spec?.hostNetwork === true ? undefined : uidOf(pod);
  return machine.listens(target, port) ? { success: true, message: '' } : failure(refused(host ?? podIp, port));
}

/** A port given by its name is looked up among the container's. */
function portNumber(container: Container, port: number | string): number | undefined {
  if (typeof port === 'number') return port;
  return (container.ports ?? []).find(({ name }) => name === port)?.containerPort;
}

const refused = (address: string, port: number) => `dial tcp ${address}:${String(port)}: connect: connection refused`;
const failure = (message: string): CheckResult => ({ success: false, message });
