import { describe, expect, test } from 'vitest';
import type { EndpointSlice, Service } from '../../api/generated/types.ts';
import { START } from '../../kernel/time.ts';
import { parseIp } from '../cidr.ts';
import { endpointsOf, serviceOfSlice } from '../services/endpoint.ts';
import { iptablesSave } from './iptables-save.ts';
import { buildTable, fixedRuleCount } from './rule-table.ts';
import { oneIn } from './rule.ts';
import { servicePorts } from '../services/service-port.ts';
import type { RuleSettings } from '../services/port-context.ts';
import { ruleSettings } from '../testing/rule-settings.ts';
import { writeRules } from './write-rules.ts';

const settings = ruleSettings('iptables');
const address = parseIp('10.0.0.232')!;
const node = { name: 'worker232', address, addresses: [address], zone: '' };

type EndpointState = 'ready' | 'ending' | 'gone';
const conditions = {
  ready: { ready: true, serving: true, terminating: false },
  ending: { ready: false, serving: true, terminating: true },
  gone: { ready: false, serving: false, terminating: true },
};

function site(spec: Service['spec'], endpoints: Readonly<Record<string, EndpointState>>, port = 80) {
  const service: Service = {
    metadata: { namespace: 'default', name: 'site' },
    spec: { type: 'NodePort', clusterIP: '10.200.98.50', ports: [{ port: 8888, nodePort: 30080 }], ...spec },
  };
  const slice: EndpointSlice = {
    addressType: 'IPv4',
    metadata: { namespace: 'default', name: 'site-x', labels: { 'kubernetes.io/service-name': 'site' } },
    endpoints: Object.entries(endpoints).map(([address, state]) => ({
      addresses: [address],
      conditions: conditions[state],
      nodeName: address.startsWith('10.100.1.') ? 'worker232' : 'worker233',
    })),
    ports: [{ name: '', port, protocol: 'TCP' }],
  };
  return { service, slice };
}

/** The rules of a Service, without those that are always there. */
function linesOf({ service, slice }: ReturnType<typeof site>, large = false, more: Partial<RuleSettings> = {}) {
  const context = { settings: { ...settings, ...more }, node, large };
  const own = serviceOfSlice(slice) === 'default/site' ? [slice] : [];
  const written = servicePorts(service).map((port) => writeRules(port, endpointsOf(port, own), context));
  const table = buildTable(written);
  const lines = (['nat', 'filter'] as const).flatMap((name) => iptablesSave(table, START, name).split('\n'));
  const rules = lines.filter((line) => line.startsWith('-A '));
  expect(rules).toHaveLength(fixedRuleCount + written.reduce((sum, { count }) => sum + count, 0));
  const fixed = new Set(
    (['nat', 'filter'] as const).flatMap((name) => iptablesSave(buildTable([]), START, name).split('\n')),
  );
  return rules.filter((line) => !fixed.has(line));
}

const seven = Object.fromEntries(
  ['10.100.1.142', '10.100.1.143', '10.100.1.144', '10.100.1.145', '10.100.2.63', '10.100.2.64', '10.100.2.65'].map(
    (address) => [address, 'ready' as const],
  ),
);

describe('probabilities', () => {
  test('are printed as the kernel keeps them', () => {
    const printed = [7, 6, 5, 4, 3, 2].map((n) => (oneIn(n) / 2 ** 31).toFixed(11));
    expect(printed).toEqual([
      '0.14285714272',
      '0.16666666651',
      '0.20000000019',
      '0.25000000000',
      '0.33333333349',
      '0.50000000000',
    ]);
  });

  test('of seven endpoints stand in the rules in this order, the last without', () => {
    const balance = linesOf(site({}, seven)).filter((line) => line.includes(' -> '));
    const found = balance.map((line) => /--probability (\S+)/.exec(line)?.[1]);
    expect(found).toEqual([...[7, 6, 5, 4, 3, 2].map((n) => (oneIn(n) / 2 ** 31).toFixed(11)), undefined]);
  });
});

test('a node port leads to its Service by a chain that masquerades', () => {
  const [first, second] = linesOf(site({}, { '10.100.1.142': 'ready' })).filter((line) => line.includes('30080'));
  const chain = servicePorts(site({}, {}).service)[0]!.chains.external;
  expect(first).toBe(
    `-A KUBE-NODEPORTS -d 127.0.0.0/8 -p tcp -m comment --comment "default/site" -m tcp --dport 30080 ` +
      `-m nfacct --nfacct-name  localhost_nps_accepted_pkts -j ${chain}`,
  );
  expect(second).toBe(`-A KUBE-NODEPORTS -p tcp -m comment --comment "default/site" -m tcp --dport 30080 -j ${chain}`);
});

test('without endpoints everything is refused, and nothing translated', () => {
  expect(linesOf(site({}, {}))).toEqual([
    '-A KUBE-EXTERNAL-SERVICES -p tcp -m comment --comment "default/site has no endpoints" -m addrtype --dst-type LOCAL -m tcp --dport 30080 -j REJECT --reject-with icmp-port-unreachable',
    '-A KUBE-SERVICES -d 10.200.98.50/32 -p tcp -m comment --comment "default/site has no endpoints" -m tcp --dport 8888 -j REJECT --reject-with icmp-port-unreachable',
  ]);
  expect(linesOf(site({}, { '10.100.1.142': 'gone' }))).toEqual(linesOf(site({}, {})));
});

test('endpoints that end are used when there is no other', () => {
  expect(linesOf(site({}, { '10.100.1.7': 'ending' }))).toEqual(linesOf(site({}, { '10.100.1.7': 'ready' })));
  const mixed = linesOf(site({}, { '10.100.1.7': 'ending', '10.100.2.7': 'ready' }));
  expect(mixed.join('\n')).not.toContain('10.100.1.7');
});

test('with the external policy Local strangers reach the endpoints of the node alone, and are dropped without', () => {
  const spec = { externalTrafficPolicy: 'Local' } as const;
  const { local, cluster, external } = servicePorts(site(spec, {}).service)[0]!.chains;
  const here = linesOf(site(spec, { '10.100.1.7': 'ready', '10.100.2.7': 'ready' }));
  expect(here).toContain(`-A ${external} -j ${local}`);
  expect(here.filter((line) => line.startsWith(`-A ${local} `))).toHaveLength(1);
  const elsewhere = linesOf(site(spec, { '10.100.2.7': 'ready' }));
  expect(elsewhere).not.toContain(`-A ${external} -j ${local}`);
  expect(elsewhere).toContain(
    `-A ${external} -s 10.100.0.0/16 -m comment --comment "pod traffic for default/site external destinations" -j ${cluster}`,
  );
  expect(elsewhere.filter((line) => line.endsWith('-j DROP'))).toEqual([
    '-A KUBE-EXTERNAL-SERVICES -p tcp -m comment --comment "default/site has no local endpoints" -m addrtype --dst-type LOCAL -m tcp --dport 30080 -j DROP',
  ]);
});

test('session affinity remembers the client at the endpoint and asks for it first', () => {
  const lines = linesOf(site({ sessionAffinity: 'ClientIP' }, { '10.100.1.7': 'ready', '10.100.2.7': 'ready' }));
  const { cluster } = servicePorts(site({}, {}).service)[0]!.chains;
  const chosen = lines.filter((line) => line.startsWith(`-A ${cluster} -m comment`));
  expect(chosen.map((line) => / -m (recent --rcheck --seconds 10800|statistic) /.exec(line)?.[1])).toEqual([
    'recent --rcheck --seconds 10800',
    'recent --rcheck --seconds 10800',
    'statistic',
    undefined,
  ]);
  expect(lines.filter((line) => line.includes('-m recent --set --name KUBE-SEP-'))).toHaveLength(2);
});

test('source ranges of a load balancer let in their own and drop the rest', () => {
  const { service, slice } = site(
    { type: 'LoadBalancer', loadBalancerSourceRanges: ['192.0.2.0/24'] },
    { '10.100.1.7': 'ready' },
  );
  const balanced = { ...service, status: { loadBalancer: { ingress: [{ ip: '10.0.0.100' }] } } };
  const { firewall, external } = servicePorts(balanced)[0]!.chains;
  const lines = linesOf({ service: balanced, slice });
  expect(lines).toContain(
    `-A ${firewall} -s 192.0.2.0/24 -m comment --comment "default/site loadbalancer IP" -j ${external}`,
  );
  expect(lines).toContain(
    `-A ${firewall} -m comment --comment "other traffic to default/site will be dropped by KUBE-PROXY-FIREWALL"`,
  );
  expect(lines).toContain(
    `-A KUBE-PROXY-FIREWALL -d 10.0.0.100/32 -p tcp -m comment --comment "default/site traffic not accepted by ${firewall}" -m tcp --dport 8888 -j DROP`,
  );
});

test('a large cluster spares the comments in the chains of a Service', () => {
  const lines = linesOf(site({}, seven), true);
  expect(lines.filter((line) => line.includes('KUBE-SEP-') && line.includes('comment'))).toEqual([]);
  expect(lines.filter((line) => line.includes('cluster IP'))).toHaveLength(2);
});

test('what is not of this proxy has no rules', () => {
  expect(linesOf(site({ clusterIP: 'None' }, seven))).toEqual([]);
  expect(linesOf(site({ type: 'ExternalName', clusterIP: '' }, seven))).toEqual([]);
  const { service, slice } = site({}, seven);
  const labels = { 'service.kubernetes.io/service-proxy-name': 'other' };
  expect(linesOf({ service: { ...service, metadata: { ...service.metadata, labels } }, slice })).toEqual([]);
});

test('masquerading all, and without a Pod range, changes the first rule of the Service', () => {
  const marks = (more: Partial<RuleSettings>) =>
    linesOf(site({}, seven), false, more).filter((line) => /^-A KUBE-SVC-.*KUBE-MARK-MASQ$/.test(line));
  expect(marks({})[0]).toContain(' ! -s 10.100.0.0/16 -d 10.200.98.50/32 ');
  expect(marks({ masqueradeAll: true })[0]).not.toContain(' -s ');
  expect(marks({ clusterCidr: '' })).toEqual([]);
});
