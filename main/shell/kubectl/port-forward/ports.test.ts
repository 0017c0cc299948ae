import { expect, test } from 'vitest';
import type { Pod, Service } from '../../../engine/api/generated/types.ts';
import { forwardedPorts, listenAddresses, podPorts, servicePorts } from './ports.ts';

const pod: Pod = {
  metadata: { name: 'web' },
  spec: {
    containers: [
      {
        name: 'main',
        ports: [
          { containerPort: 8080, name: 'http', protocol: 'TCP' },
          { containerPort: 53, name: 'dns', protocol: 'UDP' },
        ],
      },
    ],
  },
};
const service: Service = {
  metadata: { name: 'shop' },
  spec: { clusterIP: '10.96.0.9', ports: [{ name: 'www', port: 80, targetPort: 'http' }, { port: 81 }] },
};

test.each([
  ['80', '80'],
  ['9000:80', '9000:80'],
  ['http', '8080'],
  ['9000:http', '9000:8080'],
])('%s of a Pod is %s', (asked, ports) => {
  expect(podPorts([asked], pod)).toEqual([ports]);
});

test.each([
  ['80', '80:8080'],
  ['www', '80:8080'],
  [':80', ':8080'],
  ['8080:80', '8080'],
  ['81', '81'],
])('%s of a Service is %s', (asked, ports) => {
  expect(servicePorts([asked], service, pod)).toEqual([ports]);
});

test.each([
  [() => podPorts(['ftp'], pod), "Pod 'web' does not have a named port 'ftp'"],
  [() => podPorts(['53'], pod), 'UDP protocol is not supported for 53'],
  [() => servicePorts(['99'], service, pod), 'Service shop does not have a service port 99'],
  [() => servicePorts(['ftp'], service, pod), "Service 'shop' does not have a named port 'ftp'"],
  [() => forwardedPorts(['70000']), `parsing "70000": value out of range`],
  [() => forwardedPorts(['80:0']), 'remote port must be > 0'],
  [() => listenAddresses(['somewhere']), 'somewhere is not a valid IP'],
])('what cannot be forwarded is refused (%#)', (work, message) => {
  expect(work).toThrow(message);
});

test('both families are listened on', () => {
  expect(listenAddresses(['localhost'])).toEqual(['127.0.0.1', '[::1]']);
  expect(forwardedPorts(['8080:80', '80'])).toEqual([
    { local: 8080, remote: 80 },
    { local: 80, remote: 80 },
  ]);
});
