import { expect, test } from 'vitest';
import { MILLISECOND, MINUTE, SECOND } from '../kernel/time.ts';
import { durationUs, proxyConfig } from './proxy-config.ts';

const defaults = {
  mode: 'iptables',
  rules: { clusterCidr: '10.100.0.0/16', masqueradeAll: false, localhostNodePorts: true },
  minSyncPeriodUs: SECOND,
};

test.each(['', 'mode: ""', 'mode: [', '- 1', 'iptables:\n  minSyncPeriod: 0s\n  localhostNodePorts: null'])(
  'from %j come the defaults',
  (text) => {
    expect(proxyConfig(text, '10.100.0.0/16')).toEqual(defaults);
  },
);

test('what the file says holds', () => {
  const text =
    'mode: nftables\nclusterCIDR: fd00::/64, 10.9.0.0/16\niptables: {masqueradeAll: true, minSyncPeriod: 10s}';
  expect(proxyConfig(text, '10.100.0.0/16')).toEqual({
    mode: 'nftables',
    rules: { clusterCidr: '10.9.0.0/16', masqueradeAll: true, localhostNodePorts: true },
    minSyncPeriodUs: 10 * SECOND,
  });
});

test('durations are read as Go writes them', () => {
  expect(durationUs('1m30s')).toBe(MINUTE + 30 * SECOND);
  expect(durationUs('1.5h')).toBe(90 * MINUTE);
  expect(durationUs('250ms')).toBe(250 * MILLISECOND);
  expect(durationUs('soon')).toBe(0);
});
