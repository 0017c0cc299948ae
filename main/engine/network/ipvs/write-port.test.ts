import { expect, test } from 'vitest';
import type { Service } from '../../api/generated/types.ts';
import { parseCidr, parseIp } from '../cidr.ts';
import { iptablesSave } from '../iptables/iptables-save.ts';
import { START } from '../../kernel/time.ts';
import { nftList } from '../nftables/nft-list.ts';
import { buildNftTable } from '../nftables/nft-table.ts';
import { writeNft } from '../nftables/write-port.ts';
import type { PortContext, ProxyMode } from '../services/port-context.ts';
import { servicePorts } from '../services/service-port.ts';
import { ruleSettings } from '../testing/rule-settings.ts';
import { ipsetList } from './ipset-list.ts';
import { buildIpvsTable } from './ipvs-table.ts';
import { ipvsadm, kubeIpvs0 } from './ipvsadm.ts';
import { writeIpvs } from './write-port.ts';

const address = parseIp('10.0.0.232')!;
const context = (mode: ProxyMode): PortContext => ({
  settings: ruleSettings(mode),
  node: { name: 'worker232', address, addresses: [address], zone: '' },
  large: false,
});

/** A Service of one port that nobody serves. */
function port(spec: Service['spec'], balancer: readonly string[] = []) {
  const ingress = balancer.map((ip) => ({ ip }));
  const service = {
    metadata: { namespace: 'default', name: 'site' },
    spec: { type: 'LoadBalancer', clusterIP: '10.200.98.50', ports: [{ port: 80 }], ...spec },
    status: { loadBalancer: { ingress } },
  };
  return servicePorts(service)[0]!;
}

function ipvs(spec: Service['spec'], balancer?: readonly string[], clusterCidr = '10.100.0.0/16') {
  const written = writeIpvs(port(spec, balancer), [], context('ipvs'));
  return buildIpvsTable([written], { clusterRange: parseCidr(clusterCidr), masqueradeAll: false });
}

function nft(spec: Service['spec'], balancer?: readonly string[]): string {
  const written = writeNft(port(spec, balancer), [], context('nftables'));
  return nftList(buildNftTable([written], { nodeAddress: address, serviceRange: undefined, stale: [] }));
}

test('an external IP that is an address of the node has a virtual server, but is not bound once more', () => {
  const table = ipvs({ externalIPs: ['10.0.0.232', '10.0.0.77'] });
  expect(ipvsadm(table)).toContain('TCP  10.0.0.232:80 rr');
  expect(kubeIpvs0(table)).not.toContain('10.0.0.232');
  expect(kubeIpvs0(table)).toContain('10.0.0.77');
  expect(ipsetList(table)).toMatch(/Name: KUBE-IPVS-IPS\n(.*\n)*Members:\n10\.200\.98\.50\n10\.0\.0\.77\n/);
});

test('without a range of Pods what the node sends from an address of a Service is masked', () => {
  const nat = iptablesSave(ipvs({}, [], '').rules, START, 'nat');
  expect(nat).toContain('--match-set KUBE-CLUSTER-IP src,dst -j KUBE-MARK-MASQ');
  expect(nat).not.toContain('! -s');
});

test('the kernel takes no range of all addresses into its set, and the rules are there all the same', () => {
  const table = ipvs({ loadBalancerSourceRanges: ['0.0.0.0/0'] }, ['192.0.2.1']);
  expect(ipsetList(table)).toMatch(/Name: KUBE-LOAD-BALANCER-SOURCE-CIDR\n(.*\n)*?Number of entries: 0\n/);
  expect(iptablesSave(table.rules, START, 'filter')).toContain('KUBE-LOAD-BALANCER-SOURCE-CIDR dst,dst,src -j RETURN');
});

test('nftables asks for source ranges though nobody serves, in their order, those within others left out', () => {
  const loadBalancerSourceRanges = ['192.0.2.128/25', '10.0.0.0/8', '192.0.2.0/24', '10.1.0.0/16'];
  const text = nft({ loadBalancerSourceRanges }, ['198.51.100.1']);
  expect(text).toContain('ip saddr != { 10.0.0.0/8, 192.0.2.0/24, 198.51.100.1 } drop');
  expect(text).toContain('198.51.100.1 . tcp . 80 : goto firewall-');
  expect(nft({ loadBalancerSourceRanges: ['192.0.2.0/24'] }, ['198.51.100.1'])).toContain(
    'ip saddr != { 192.0.2.0/24 } drop',
  );
});

test('of a Service of both families the address of IPv4 counts, whichever comes first', () => {
  expect(port({ clusterIP: 'fd00::1', clusterIPs: ['fd00::1', '10.200.98.50'] }).clusterIp).toBe(
    parseIp('10.200.98.50'),
  );
  expect(servicePorts({ spec: { clusterIP: 'fd00::1', clusterIPs: ['fd00::1'], ports: [{ port: 80 }] } })).toEqual([]);
});
