// Models `traceroute`: the machines that a packet passes on its way, each told thrice.
import { MILLISECOND, SECOND } from '../../../../engine/kernel/time.ts';
import { hostOf } from '../host.ts';
import { complained, printed, type Program } from '../program.ts';
import { optionTable, readWords } from '../words.ts';
import { addressOf, probe } from './reaching.ts';

const PROBES = '* * *';
const OPTIONS = optionTable(
  ...['4', '6', 'n', 'I', 'T', 'U', 'd', 'F', 'r'],
  ...['f: first', 'm: max-hops', 'q: queries', 'w: wait', 'p: port', 'i: interface', 's: source', 'N:', 'z:'],
);
const HOPS_MAX = 30;
/** It asks so many stations at once, and waits five seconds for each. */
const AT_ONCE = 16;
const WAIT_SECONDS = 5;

export const tracerouteProgram: Program = {
  name: 'traceroute',
  async run(args, context, { held, client }, signal) {
    const { operands, problem, has, value } = readWords(args, OPTIONS);
    const [target] = operands;
    if (problem) return complained(`Bad option \`${problem.name}' (argc 1)\n`, 2);
    if (target === undefined) return complained('Usage:\n  traceroute [ -46dFITnreAUDV ] host [ packetlen ]\n', 2);
    const ip = addressOf(held, target);
    if (ip === undefined)
      return complained(
        `${target}: Name or service not known\nCannot handle "host" cmdline arg \`${target}' on position 1 (argc 1)\n`,
        2,
      );
    const reached = probe(held, { node: hostOf(context, held), ip, port: 0 });
    const { journey } = reached;
    const { runtime } = held.cluster;
    const passed = journey.nodes.slice(1).map((name) => runtime.machineIp(name) ?? '');
    const stations = reached.kind === 'arrived' && passed.at(-1) !== ip ? [...passed, ip] : passed;
    const nameOf = (address: string) => runtime.machineByIp(address) ?? address;
    // The last station is as far as the packet has come, those before lie evenly on the way.
    const time = (at: number) =>
      `${(Math.max(40, (2 * journey.travelledUs * (at + 1)) / stations.length) / MILLISECOND).toFixed(3)} ms`;
    const lines = stations.map((each, at) => {
      const who = has('n') ? each : `${nameOf(each)} (${each})`;
      return `${String(at + 1).padStart(2)}  ${who}  ${time(at)}  ${time(at)}  ${time(at)}`;
    });
    const most = Number(value('m') ?? HOPS_MAX);
    if (reached.kind === 'ended') {
      for (let hop = stations.length + 1; hop <= most; hop++) lines.push(`${String(hop).padStart(2)}  ${PROBES}`);
      await client.sleep(Math.ceil((3 * most) / AT_ONCE) * WAIT_SECONDS * SECOND, signal);
    }
    return printed(`traceroute to ${target} (${ip}), ${most} hops max, 60 byte packets\n${lines.join('\n')}\n`);
  },
};
