import { expect, test } from 'vitest';
import { chainHash, endpointChain, serviceChains } from './chain-names.ts';

test('a chain is named by the first 16 characters of base32 of SHA-256', () => {
  expect(chainHash('default/kubernetes:httpstcp')).toBe('NPX46M4PTMTKRN6Y');
});

test('the chains of a Service port share one hash', () => {
  expect(serviceChains('default/web', 'tcp')).toEqual({
    cluster: 'KUBE-SVC-LOLE4ISW44XBNF3G',
    local: 'KUBE-SVL-LOLE4ISW44XBNF3G',
    external: 'KUBE-EXT-LOLE4ISW44XBNF3G',
    firewall: 'KUBE-FW-LOLE4ISW44XBNF3G',
  });
  expect(serviceChains('default/dns:dns', 'udp').cluster).toBe('KUBE-SVC-2MBSHUE5GJKPO227');
});

test('the chain of an endpoint is named by its address too', () => {
  expect(endpointChain('default/web', 'tcp', '10.100.1.11:8080')).toBe('KUBE-SEP-KYZZJEMZFVKVGP7V');
});

test('the chains of the tutorial', () => {
  expect(serviceChains('default/myweb-nodeport', 'tcp').cluster).toBe('KUBE-SVC-LX25QHSHDI4TEKI3');
  expect(endpointChain('default/myweb-nodeport', 'tcp', '10.100.1.142:80')).toBe('KUBE-SEP-34YMX72M7Y4RMEBB');
});
