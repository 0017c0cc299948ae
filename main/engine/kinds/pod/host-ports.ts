// Models GetHostPorts of pkg/scheduler/util and HostPortInfo of pkg/scheduler/framework (v1.35): ports of a machine that
// Pods ask for, which scheduler and kubelet give to one of them only.
import type { PodSpec } from '../../api/generated/types.ts';

export interface HostPort {
  /** `0.0.0.0` for all addresses of the machine. */
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

/** What a Pod asks for: its containers, and the init containers that stay. */
export function hostPortsOf(spec: PodSpec | undefined): readonly HostPort[] {
  const staying = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const ports = [...staying, ...(spec?.containers ?? [])].flatMap((container) => container.ports ?? []);
  return ports.flatMap(({ hostPort, hostIP, protocol = 'TCP' }) =>
    hostPort ? [{ ip: hostIP || ANY, protocol, port: hostPort }] : [],
  );
}

/** Whether two ports cannot be on one machine. */
export function portsClash(a: HostPort, b: HostPort): boolean {
  return a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || a.ip === ANY || b.ip === ANY);
}

const ANY = '0.0.0.0';
