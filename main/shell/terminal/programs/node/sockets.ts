// Models `ss` and `netstat` as they list what listens on a machine's own network. Pods on the Pod network listen in
// namespaces of their own, and node ports are rules, not sockets: neither stands here.
import type { TerminalCluster } from '../../cluster-client.ts';
import { hostOf } from '../host.ts';
import { printed, type Program } from '../program.ts';

interface Listening {
  readonly address: string;
  readonly port: number;
  readonly program: string;
  readonly pid: number;
}

const LOCAL_ONLY = new Set([2381, 10_248, 10_249, 10_257, 10_259]);
const FIRST_PID = 700;
const ANY = '*';

/** The machine's own daemons, and what runs in Pods on its network. */
function listeningOn({ cluster }: TerminalCluster, node: string): readonly Listening[] {
  const daemons = [
    { address: '0.0.0.0', port: 22, program: 'sshd' },
    { address: '127.0.0.53%lo', port: 53, program: 'systemd-resolve' },
  ];
  const kubelet = cluster.isKubeletRunning(node)
    ? [
        { address: '127.0.0.1', port: 10_248, program: 'kubelet' },
        { address: ANY, port: 10_250, program: 'kubelet' },
      ]
    : [];
  const ip = cluster.runtime.machineIp(node) ?? '';
  const own = cluster.runtime.machine(node).ports.ownListeners();
  const inPods = own.flatMap(({ port, program }) =>
    addressesOf(port, program, ip).map((address) => ({ address, port, program })),
  );
  const all = [...daemons, ...kubelet, ...inPods];
  const programs = [...new Set(all.map(({ program }) => program))];
  return all.map((each) => ({ ...each, pid: FIRST_PID + 37 * programs.indexOf(each.program) }));
}

function addressesOf(port: number, program: string, ip: string): readonly string[] {
  if (LOCAL_ONLY.has(port)) return ['127.0.0.1'];
  if (program === 'etcd') return port === 2379 ? ['127.0.0.1', ip] : [ip];
  return [ANY];
}

const isShort = (args: readonly string[], letter: string) =>
  args.some((word) => /^-\w+$/.test(word) && word.includes(letter));
const hasLong = (args: readonly string[], name: string) => args.includes(`--${name}`);

export const ssProgram: Program = {
  name: 'ss',
  async run(args, context, { held }) {
    const withPrograms = isShort(args, 'p') || hasLong(args, 'processes');
    const onlyUdp = isShort(args, 'u') && !isShort(args, 't');
    const rows = onlyUdp ? [] : listeningOn(held, hostOf(context, held));
    const head = 'State    Recv-Q   Send-Q     Local Address:Port      Peer Address:Port  Process\n';
    const lines = rows.map(({ address, port, program, pid }) => {
      const local = `${address}:${port}`.padStart(23);
      const owner = withPrograms ? `users:(("${program}",pid=${pid},fd=${3 + (pid % 7)}))` : '';
      const peer = address === ANY ? '*:*' : '0.0.0.0:*';
      return `LISTEN   0        4096  ${local}  ${peer.padStart(16)}  ${owner}`.trimEnd();
    });
    return printed([head.trimEnd(), ...lines, ''].join('\n'));
  },
};

export const netstatProgram: Program = {
  name: 'netstat',
  async run(args, context, { held }) {
    const withPrograms = isShort(args, 'p') || hasLong(args, 'programs');
    const rows = isShort(args, 'u') && !isShort(args, 't') ? [] : listeningOn(held, hostOf(context, held));
    const lines = rows.map(({ address, port, program, pid }) => {
      const isAny = address === ANY;
      const local = `${isAny ? '::' : address.replace('%lo', '')}:${port}`;
      const peer = isAny ? ':::*' : '0.0.0.0:*';
      const owner = withPrograms ? `${pid}/${program}` : '';
      return `${isAny ? 'tcp6' : 'tcp '}       0      0 ${local.padEnd(23)} ${peer.padEnd(23)} LISTEN      ${owner}`.trimEnd();
    });
    const title = 'Active Internet connections (only servers)';
    const head = `Proto Recv-Q Send-Q Local Address           Foreign Address         State       ${withPrograms ? 'PID/Program name' : ''}`;
    return printed([title, head.trimEnd(), ...lines, ''].join('\n'));
  },
};
