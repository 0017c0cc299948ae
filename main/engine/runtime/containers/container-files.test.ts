import { expect, test } from 'vitest';
import { NODE, Rig } from '../../testing/kubelet-rig.ts';

const POD = `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  nodeName: ${NODE}
  containers: [{name: app, image: "nginx:1.27"}]
`;

test('a container sees its image, its own names, and what the kernel tells', () => {
  const rig = new Rig();
  rig.apply(POD);
  rig.runFor(5);
  const read = (path: string) =>
    rig.runtime.machine(NODE).containers.readFile(rig.pod('web')?.metadata?.uid ?? '', 'app', path);
  expect(read('/etc/nginx/nginx.conf')).toContain('include /etc/nginx/conf.d/*.conf;');
  expect(read('/etc/hostname')).toBe('web\n');
  expect(read('/var/run/secrets/kubernetes.io/serviceaccount/namespace')).toBe('default');
  expect(read('/proc/1/cmdline')).toBe('nginx\0-g\0daemon off;\0');
  expect(read('/proc/1/comm')).toBe('nginx\n');
  expect(read('/proc/99/cmdline')).toBeUndefined();
  expect(read('/proc/meminfo')).toMatch(/^MemTotal: +\d+ kB\nMemFree: +\d+ kB\n/);
  expect(read('/proc/cpuinfo')?.match(/^processor/gm)?.length).toBeGreaterThan(0);
  expect(read('/proc/uptime')).toMatch(/^\d+\.\d\d \d+\.\d\d\n$/);
  expect(read('/proc/nothing')).toBeUndefined();
});
