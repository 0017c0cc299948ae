import { expect, it } from 'vitest';
import { formatIp, parseIp } from '../cidr.ts';
import { ClientMemory } from '../client-memory.ts';
import { RandomStreams } from '../../kernel/random.ts';
import { START } from '../../kernel/time.ts';
import type { RandomStream } from '../../kernel/random.ts';
import { endpointsOf } from '../services/endpoint.ts';
import { servicePorts } from '../services/service-port.ts';
import { ruleSettings } from '../testing/rule-settings.ts';
import { site, slice } from '../testing/small-cluster.ts';
import { ReadyChains } from './ready-chains.ts';
import { walkIptables } from './iptables-walk.ts';
import { buildTable } from './rule-table.ts';
import { type Rule, comment, jump } from './rule.ts';
import { writeRules } from './write-rules.ts';

const settings = ruleSettings('iptables');
const address = parseIp('10.0.0.232')!;
const node = { name: 'worker232', address, addresses: [address], zone: '' };

/** A table of so many Services of one endpoint each. */
function tableOf(count: number) {
  const written = Array.from({ length: count }, (_, at) => {
    const name = `site-${at}`;
    const ports = [{ port: 80, protocol: 'TCP', targetPort: 80, nodePort: 30_000 + at }];
    const service = site({ clusterIP: formatIp(parseIp('10.200.1.0')! + at), ports }, name);
    const [port] = servicePorts(service);
    return writeRules(port!, endpointsOf(port!, [slice(['10.100.2.63'], name)]), { settings, node, large: false });
  });
  return buildTable(written);
}

const view = (random: RandomStream) => ({ addresses: [address], random, memory: new ClientMemory(), now: START });

it('the further down a Service stands, the more rules a packet is compared with, as many as there are', () => {
  const table = tableOf(100);
  const tried = [0, 50, 99].map((at) => {
    const packet = {
      protocol: 'tcp',
      source: parseIp('10.100.1.9')!,
      destination: parseIp('10.200.1.0')! + at,
      port: 80,
    } as const;
    return walkIptables(table, view(new RandomStreams(1).get('x')), packet, 'outside').tried;
  });
  expect(tried[1]! - tried[0]!).toBe(50);
  expect(tried[2]! - tried[0]!).toBe(99);
});

it('what an index leaves out is never a rule that would have matched', () => {
  const random = new RandomStreams(7).get('rules');
  const ip = () => parseIp(`10.0.0.${random.int(0, 7)}`)!;
  const rules = Array.from({ length: 200 }, (_, at): Rule => {
    const bits = random.pick([32, 32, 32, 30]);
    const mask = (0xffffffff << (32 - bits)) >>> 0;
    const cidr = { base: (ip() & mask) >>> 0, mask, bits };
    return {
      destination: at % 20 === 0 ? undefined : { cidr, inverted: random.int(0, 5) === 0 },
      matches: [comment(String(at)), { kind: 'port', protocol: 'tcp', port: random.int(1, 5) }],
      target: { kind: 'accept' },
    };
  });
  for (const some of [rules, rules.filter(({ destination }) => destination), rules.slice(0, 5)]) {
    const chain = new ReadyChains(new Map([['CHAIN', some]])).get('CHAIN');
    expect(chain.size).toBe(some.length);
    for (let destination = parseIp('10.0.0.0')!; destination < parseIp('10.0.0.9')!; destination++) {
      for (let port = 1; port <= 6; port++) {
        const found = chain.rulesFor(destination | 0, port).filter((rule) => fits(rule.rule, destination, port));
        const all = some.flatMap((rule, at) => (fits(rule, destination, port) ? [at + 1] : []));
        expect(found.map(({ place }) => place)).toEqual(all);
      }
    }
  }
});

function fits({ destination, matches }: Rule, address: number, port: number): boolean {
  const isThere =
    !destination || ((address & destination.cidr.mask) >>> 0 === destination.cidr.base) !== destination.inverted;
  return isThere && matches.some((match) => match.kind === 'port' && match.port === port);
}

it('rules that can do nothing with the first packet of a connection are left out: of other states, or to empty chains', () => {
  const written: readonly Rule[] = [
    { matches: [{ kind: 'conntrack', states: ['INVALID'] }], target: { kind: 'drop' } },
    { matches: [{ kind: 'conntrack', states: ['NEW'] }], target: jump('EMPTY') },
    { matches: [{ kind: 'conntrack', states: ['NEW'] }], target: { kind: 'accept' } },
  ];
  const chain = new ReadyChains(new Map([['CHAIN', written]])).get('CHAIN');
  expect(chain.rulesFor(0, 80).map(({ place, matches }) => [place, matches])).toEqual([[3, []]]);
  expect(chain.size).toBe(3);
});
