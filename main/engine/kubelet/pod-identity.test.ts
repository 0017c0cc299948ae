import { describe, expect, it } from 'vitest';
import { NODE, Rig } from '../testing/kubelet-rig.ts';

/** A file as a container of a Pod with this specification sees it. */
function read(path: string, spec: string, namespace = 'default') {
  const rig = new Rig();
  rig.apply(`
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: ${namespace}}
spec:
  nodeName: ${NODE}
  containers: [{name: app, image: "nginx:1.27"}]
${spec}
`);
  rig.runFor(5);
  const machine = rig.runtime.machine(NODE);
  const uid = rig.pod('web')?.metadata?.uid ?? '';
  return machine.containers.readFile(uid, 'app', path);
}

const SEARCHES = 'default.svc.cluster.local svc.cluster.local cluster.local';

describe('/etc/resolv.conf', () => {
  it.each([
    ['', `search ${SEARCHES}\nnameserver 10.96.0.10\noptions ndots:5\n`],
    ['  dnsPolicy: Default', ''],
    ['  hostNetwork: true', ''],
    [
      '  hostNetwork: true\n  dnsPolicy: ClusterFirstWithHostNet',
      `search ${SEARCHES}\nnameserver 10.96.0.10\noptions ndots:5\n`,
    ],
    [
      '  dnsPolicy: None\n  dnsConfig: {nameservers: [1.1.1.1, 8.8.8.8], searches: [corp.example], options: [{name: edns0}]}',
      'search corp.example\nnameserver 1.1.1.1\nnameserver 8.8.8.8\noptions edns0\n',
    ],
    [
      '  dnsConfig: {nameservers: [1.1.1.1], searches: [corp.example], options: [{name: ndots, value: "2"}]}',
      `search ${SEARCHES} corp.example\nnameserver 10.96.0.10\nnameserver 1.1.1.1\noptions ndots:2\n`,
    ],
  ])('with %j', (spec, text) => {
    expect(read('/etc/resolv.conf', spec)).toBe(text);
  });
});

describe('the name within', () => {
  it.each([
    ['', 'web\n'],
    ['  hostname: front', 'front\n'],
    ['  hostname: front\n  subdomain: site', 'front\n'],
    ['  hostname: front\n  subdomain: site\n  setHostnameAsFQDN: true', 'front.site.default.svc.cluster.local\n'],
    ['  hostNetwork: true', `${NODE}\n`],
  ])('with %j', (spec, text) => {
    expect(read('/etc/hostname', spec)).toBe(text);
  });

  it('stands in /etc/hosts, behind the names of all hosts and before the aliases', () => {
    const spec = `  hostname: front
  subdomain: site
  hostAliases: [{ip: 10.1.2.3, hostnames: [foo.local, bar.local]}]`;
    const lines = read('/etc/hosts', spec)?.split('\n') ?? [];
    expect(lines[0]).toBe('# Kubernetes-managed hosts file.');
    expect(lines.slice(-5)).toEqual([
      '10.244.1.2\tfront.site.default.svc.cluster.local\tfront',
      '',
      '# Entries added by HostAliases.',
      '10.1.2.3\tfoo.local\tbar.local',
      '',
    ]);
  });
});
