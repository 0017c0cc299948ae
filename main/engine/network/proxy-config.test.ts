import { expect, test } from 'vitest';
import { SECOND } from '../kernel/time.ts';
import { proxyConfig } from './proxy-config.ts';

const ranges = { podCidr: '10.100.0.0/16', serviceCidr: '10.200.0.0/16' };
const rules = {
  mode: 'iptables',
  clusterCidr: '10.100.0.0/16',
  serviceCidr: '10.200.0.0/16',
  masqueradeAll: false,
  localhostNodePorts: true,
  scheduler: 'rr',
};

test.each([
  '',
  'mode: ""',
  'mode: [',
  '- 1',
  'iptables:\n  minSyncPeriod: 0s\n  localhostNodePorts: null',
  'iptables: {minSyncPeriod: soon}',
])('from %j come the defaults', (text) => {
  expect(proxyConfig(text, ranges)).toEqual({ rules, minSyncPeriodUs: SECOND });
});

test('what the file says of its mode holds', () => {
  const text =
    'mode: nftables\nclusterCIDR: fd00::/64, 10.9.0.0/16\niptables: {masqueradeAll: true}\nnftables: {minSyncPeriod: 10s}';
  expect(proxyConfig(text, ranges)).toEqual({
    rules: { ...rules, mode: 'nftables', clusterCidr: '10.9.0.0/16' },
    minSyncPeriodUs: 10 * SECOND,
  });
  expect(proxyConfig('mode: ipvs\nipvs: {scheduler: lc}', ranges).rules).toEqual({
    ...rules,
    mode: 'ipvs',
    scheduler: 'lc',
  });
});

test('a mode that does not exist is told apart', () => {
  expect(proxyConfig('mode: userspace', ranges)).toEqual({ rules, unknownMode: 'userspace', minSyncPeriodUs: SECOND });
});
