// Models `ping` and `traceroute`. Rules of Services do not mean echoes: only in mode ipvs is a cluster IP an address of
// the node, which answers for it.
import { MILLISECOND, SECOND } from '../../../../engine/kernel/time.ts';
import { parseIp } from '../../../../engine/network/cidr.ts';
import { isEchoed } from '../../../../engine/network/reach.ts';
import type { TerminalCluster } from '../../cluster-client.ts';
import { AT_TERMINAL } from '../../prepare-script.ts';
import { hostOf } from '../host.ts';
import { complained, printed, type Program } from '../program.ts';
import { addressOf, momentOf, probe } from './reaching.ts';

const COUNT_MAX = 1_000;
const PROBES = '* * *';
const HOPS_MAX = 30;
const WITH_VALUE = new Set(['-c', '-i', '-W', '-w', '-s', '-I', '-t', '-m', '-q']);

interface Words {
  readonly target: string;
  readonly value: (flag: string) => string | undefined;
}

function read(args: readonly string[]): Words {
  const target = args.find((word, at) => !word.startsWith('-') && !WITH_VALUE.has(args[at - 1] ?? '')) ?? '';
  return { target, value: (flag) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined) };
}

/** Microseconds there and back; undefined when nothing comes back. */
function echoUs(held: TerminalCluster, node: string, ip: string): number | undefined {
  const { network } = held.cluster;
  const table = network.rules.table(node);
  if (table?.mode === 'ipvs' && table.bound.has(parseIp(ip) ?? 0)) return 40;
  const reached = probe(held, { node, ip, port: 0 });
  const isBack = reached.kind === 'arrived' && isEchoed(network, reached, momentOf(held));
  return isBack ? Math.max(40, 2 * reached.journey.travelledUs) : undefined;
}

export const pingProgram: Program = {
  name: 'ping',
  async run(args, context, { held, client, out }, signal) {
    const { target, value } = read(args);
    const ip = addressOf(held, target);
    if (target === '') return complained('ping: usage error: Destination address required\n', 1);
    if (ip === undefined) return complained(`ping: ${target}: Name or service not known\n`, 2);
    const node = hostOf(context, held);
    const count = Math.min(Number(value('-c') ?? COUNT_MAX), COUNT_MAX);
    const isAtTerminal = context.env.get(AT_TERMINAL) === '1';
    let stdout = '';
    const print = isAtTerminal ? out : (text: string) => void (stdout += text);
    print(`PING ${target} (${ip}) 56(84) bytes of data.\n`);
    const times: number[] = [];
    const startedUs = held.cluster.now;
    let sent = 0;
    while (sent < count && !signal.aborted) {
      sent += 1;
      const tookUs = echoUs(held, node, ip);
      if (tookUs !== undefined) {
        times.push(tookUs);
        print(`64 bytes from ${ip}: icmp_seq=${sent} ttl=64 time=${(tookUs / MILLISECOND).toFixed(3)} ms\n`);
      }
      if (sent < count || tookUs === undefined) await client.sleep(SECOND, signal);
    }
    print(summary(target, sent, times, held.cluster.now - startedUs));
    return { stdout, stderr: '', exitCode: times.length > 0 ? 0 : 1 };
  },
};

function summary(target: string, sent: number, times: readonly number[], tookUs: number): string {
  const loss = sent === 0 ? 0 : Math.round((100 * (sent - times.length)) / sent);
  const counts = `${sent} packets transmitted, ${times.length} received, ${loss}% packet loss, time ${Math.round(tookUs / MILLISECOND)}ms`;
  const head = `\n--- ${target} ping statistics ---\n${counts}\n`;
  if (times.length === 0) return `${head}\n`;
  const ms = (us: number) => (us / MILLISECOND).toFixed(3);
  const mean = times.reduce((sum, each) => sum + each, 0) / times.length;
  const deviation = Math.sqrt(times.reduce((sum, each) => sum + (each - mean) ** 2, 0) / times.length);
  return `${head}rtt min/avg/max/mdev = ${ms(Math.min(...times))}/${ms(mean)}/${ms(Math.max(...times))}/${ms(deviation)} ms\n`;
}

export const tracerouteProgram: Program = {
  name: 'traceroute',
  async run(args, context, { held, client }, signal) {
    const { target } = read(args);
    const ip = addressOf(held, target);
    if (ip === undefined)
      return complained(`${target}: Name or service not known\nCannot handle "host" cmdline arg \`${target}'\n`, 2);
    const reached = probe(held, { node: hostOf(context, held), ip, port: 0 });
    const { journey } = reached;
    const { runtime } = held.cluster;
    const passed = journey.nodes.slice(1).map((name) => runtime.machineIp(name) ?? '');
    const stations = reached.kind === 'arrived' && passed.at(-1) !== ip ? [...passed, ip] : passed;
    const time = () => `${(Math.max(40, 2 * journey.travelledUs) / MILLISECOND).toFixed(3)} ms`;
    const lines = stations.map(
      (each, at) => `${String(at + 1).padStart(2)}  ${each} (${each})  ${time()}  ${time()}  ${time()}`,
    );
    if (reached.kind === 'ended') {
      for (let hop = stations.length + 1; hop <= HOPS_MAX; hop++) lines.push(`${String(hop).padStart(2)}  ${PROBES}`);
      await client.sleep(HOPS_MAX * SECOND, signal);
    }
    return printed(`traceroute to ${target} (${ip}), ${HOPS_MAX} hops max, 60 byte packets\n${lines.join('\n')}\n`);
  },
};
