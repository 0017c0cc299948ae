// Models systemd's `systemctl` and `journalctl` for the kubelet of a machine.
import { type Micros, SECOND, fromTimestamp, toTimestamp } from '../../../../engine/kernel/time.ts';
import { KUBELET_LOG } from '../../../../engine/kubelet/kubelet-log.ts';
import type { TerminalCluster } from '../../cluster-client.ts';
import { hostOf } from '../host.ts';
import { complained, printed, type Program } from '../program.ts';

const UNITS = new Set(['kubelet', 'containerd', 'sshd', 'ssh', 'systemd-resolved']);
const TITLES: Readonly<Record<string, string>> = {
  kubelet: 'kubelet: The Kubernetes Node Agent',
  containerd: 'containerd container runtime',
};
const MAIN_PIDS: Readonly<Record<string, number>> = { kubelet: 774, containerd: 737 };
const DROP_IN = ['    Drop-In: /usr/lib/systemd/system/kubelet.service.d', '             └─10-kubeadm.conf'];
const INACTIVE_CODE = 3;
const NO_UNIT_CODE = 4;
/** Where the time of a line of the log ends. */
const STAMP_END = 20;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** From asking for a start or an end to its completion. */
const JOB_US = 0.2 * SECOND;

export const systemctlProgram: Program = {
  name: 'systemctl',
  async run(args, context, { held, client }, signal) {
    const [action = '', ...names] = args.filter((word) => !word.startsWith('-'));
    if (action === 'daemon-reload') return printed('');
    const unit = (names[0] ?? '').replace(/\.service$/, '');
    if (!UNITS.has(unit)) return noUnit(action, unit);
    const node = hostOf(context, held);
    const isActive = unit !== 'kubelet' || held.cluster.isKubeletRunning(node);
    switch (action) {
      case 'status':
        return printed(statusText(held, unit, isActive), isActive ? 0 : INACTIVE_CODE);
      case 'is-active':
        return printed(isActive ? 'active\n' : 'inactive\n', isActive ? 0 : INACTIVE_CODE);
      case 'is-enabled':
        return printed('enabled\n');
      case 'enable':
      case 'disable':
        return printed('');
      case 'start':
      case 'stop':
      case 'restart': {
        if (unit !== 'kubelet') return complained(`systemctl: here only the kubelet can be started and stopped\n`);
        if (action !== 'start') held.submit({ type: 'kubelet-service', node, on: false }, 'person');
        if (action !== 'stop') held.submit({ type: 'kubelet-service', node, on: true }, 'person');
        await client.sleep(JOB_US, signal);
        return printed('');
      }
      default:
        return complained(`Unknown command verb '${action}'.\n`);
    }
  },
};

function noUnit(action: string, unit: string) {
  if (action === 'status') return complained(`Unit ${unit}.service could not be found.\n`, NO_UNIT_CODE);
  if (action === 'is-active') return printed('inactive\n', NO_UNIT_CODE);
  return complained(`Failed to ${action} ${unit}.service: Unit ${unit}.service not found.\n`, 5);
}

function statusText({ cluster }: TerminalCluster, unit: string, isActive: boolean): string {
  const since = `${toTimestamp(cluster.now).slice(0, 19).replace('T', ' ')} UTC`;
  const lines = [
    `${isActive ? '●' : '○'} ${unit}.service - ${TITLES[unit] ?? unit}`,
    `     Loaded: loaded (/usr/lib/systemd/system/${unit}.service; enabled; preset: enabled)`,
    ...(unit === 'kubelet' ? DROP_IN : []),
    `     Active: ${isActive ? 'active (running)' : `inactive (dead) since ${since}`}`,
    ...(unit === 'kubelet' ? ['       Docs: https://kubernetes.io/docs/'] : []),
    ...(isActive
      ? [`   Main PID: ${MAIN_PIDS[unit] ?? 700} (${unit})`, `     CGroup: /system.slice/${unit}.service`]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

export const journalctlProgram: Program = {
  name: 'journalctl',
  async run(args, context, { held }) {
    const unit = (args[args.indexOf('-u') + 1] ?? '').replace(/\.service$/, '');
    if (!args.includes('-u') || unit !== 'kubelet') return printed('-- No entries --\n');
    const lines = kubeletLines(held, hostOf(context, held));
    const wanted = args.includes('-n') ? Number(args[args.indexOf('-n') + 1]) : Infinity;
    const shown = lines.slice(-Math.min(wanted, lines.length));
    return printed(shown.length === 0 ? '-- No entries --\n' : `${shown.join('\n')}\n`);
  },
};

/** What the kubelet tells in its log of what it tells in events too, and of manifests that are wrong. */
function kubeletLines({ cluster }: TerminalCluster, node: string): readonly string[] {
  const log = (cluster.runtime.machine(node).disk.read(KUBELET_LOG) ?? '').split('\n').filter((line) => line !== '');
  return [...eventLines(cluster, node), ...log]
    .map((line) => ({ line, key: line.slice(1, STAMP_END) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ line }) => `${journalTime(line)} ${node} kubelet[774]: ${line}`);
}

function eventLines({ server }: TerminalCluster['cluster'], node: string): readonly string[] {
  const own = [...server.store.all('events')].filter(
    ({ source, reportingInstance }) =>
      (source?.component === 'kubelet' && source.host === node) || reportingInstance === node,
  );
  return own.map((event) => {
    const { involvedObject, type = '', reason = '', message = '' } = event;
    const at = fromTimestamp(event.lastTimestamp ?? event.metadata.creationTimestamp ?? '') ?? 0;
    const { kind = '', namespace = '', name = '' } = involvedObject;
    const object = namespace === '' ? name : `${namespace}/${name}`;
    const text = `"Event occurred" object="${object}" kind="${kind}" apiVersion="v1" type="${type}" reason="${reason}" message=${JSON.stringify(message)}`;
    return `${type === 'Warning' ? 'W' : 'I'}${klogTime(at)}     774 event.go:389] ${text}`;
  });
}

/** The time of a line of the log, `E0105 08:00:23.427000`, as the journal writes it. */
function journalTime(line: string): string {
  return `${MONTHS[Number(line.slice(1, 3)) - 1] ?? ''} ${line.slice(3, 5)} ${line.slice(6, 14)}`;
}

function klogTime(at: number): string {
  const stamp = toTimestamp(at as Micros);
  return `${stamp.slice(5, 7)}${stamp.slice(8, 10)} ${stamp.slice(11, 19)}.000000`;
}
