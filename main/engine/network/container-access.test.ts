import { beforeAll, describe, expect, it } from 'vitest';
import type { Cluster } from '../cluster.ts';
import type { JournalRecord } from '../kernel/journal.ts';
import { apply, reborn, runFor, runningCluster } from '../testing/clusters.ts';

const MANIFEST = `
apiVersion: v1
kind: Pod
metadata: {name: box}
spec: {containers: [{name: main, image: 'busybox:1.36', command: [sleep, '3600']}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: main, image: 'nginx:1.27'}]}
---
apiVersion: v1
kind: Service
metadata: {name: site}
spec: {clusterIP: 10.200.77.77, selector: {app: web}, ports: [{port: 8888, targetPort: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: empty}
spec: {selector: {app: nobody}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: probed, labels: {app: probed}}
spec:
  containers:
  - name: main
    image: 'busybox:1.36'
    command: [sleep, '3600']
    readinessProbe: {exec: {command: [wget, -qO-, 'http://site:8888']}, periodSeconds: 2}
---
apiVersion: v1
kind: Pod
metadata: {name: looked-after}
spec:
  containers:
  - name: main
    image: 'nginx:1.27'
    readinessProbe: {httpGet: {host: 10.200.77.77, port: 8888}, periodSeconds: 2}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: proxy}
data: {default.conf: 'server { location / { proxy_pass http://site:8888; } }'}
---
apiVersion: v1
kind: Pod
metadata: {name: proxy}
spec:
  volumes: [{name: conf, configMap: {name: proxy}}]
  containers: [{name: main, image: 'nginx:1.27', volumeMounts: [{name: conf, mountPath: /etc/nginx/conf.d}]}]
`;

/** Runs a shell's commands in a Pod, for so many seconds at most, and tells what they wrote and how they ended. */
function run(cluster: Cluster, pod: string, text: string, seconds = 30) {
  const exec = { namespace: 'default', pod, container: 'main', argv: ['sh', '-c', text], stdinOpen: false };
  const started = cluster.submit({ type: 'exec', exec });
  if (!started.ok) throw new Error(started.status.message);
  const records = runFor(cluster, seconds);
  const output = records.map((record) => (record.type === 'exec-written' ? record.text : '')).join('');
  const end = records.find((record) => record.type === 'exec-ended');
  return { output, exitCode: end?.type === 'exec-ended' ? end.exitCode : undefined, records };
}

const requests = (records: readonly JournalRecord[]) =>
  records.flatMap((record) => (record.type === 'request-finished' && record.path !== '/probed' ? [record] : []));

const ipOf = (cluster: Cluster, pod: string) => {
  const found = cluster.server.get('pods', 'default', pod);
  return found.ok ? (found.object.status?.podIP ?? '') : '';
};

describe('a program in a container', () => {
  let cluster: Cluster;
  beforeAll(() => {
    cluster = runningCluster(1);
    expect(apply(cluster, MANIFEST)).toMatchObject({ ok: true });
    runFor(cluster, 40);
  });

  it('reaches a Service by its name, through the rules of its node', () => {
    const { output, exitCode, records } = run(
      cluster,
      'box',
      'wget -qO- http://site:8888/probe | head -1; wget -qO- http://site:8888 | head -1',
    );
    expect(output).toBe('wget: server returned error: HTTP/1.1 404 Not Found\n<!DOCTYPE html>\n');
    expect(exitCode).toBe(0);
    const own = requests(records).filter(({ source }) => source === ipOf(cluster, 'box'));
    expect(own.map(({ service, backend }) => [service, backend])).toEqual(
      [1, 2].map(() => ['default/site', `${ipOf(cluster, 'web')}:80`]),
    );
  });

  it('learns the addresses of Services and Pods, and that there are none', () => {
    const { output } = run(
      cluster,
      'box',
      'nslookup site.default.svc.cluster.local; nslookup nosuch.default.svc.cluster.local',
    );
    const site = cluster.server.get('services', 'default', 'site');
    expect(output).toContain(
      `Name:\tsite.default.svc.cluster.local\nAddress: ${site.ok ? (site.object.spec?.clusterIP ?? '') : ''}\n`,
    );
    expect(output).toContain("** server can't find nosuch.default.svc.cluster.local: NXDOMAIN\n");
    expect(run(cluster, 'box', 'wget -qO- http://nosuch').output).toBe("wget: bad address 'nosuch'\n");
  });

  it('is refused where a Service has nobody behind it, and waits where nothing is', () => {
    expect(run(cluster, 'box', 'wget -qO- -T 3 http://empty').output).toContain('Connection refused');
    expect(run(cluster, 'box', 'date +%s; wget -qO- -T 3 http://site:81; date +%s').output).toMatch(
      /download timed out/,
    );
  });

  it('pings Pods and not Services', () => {
    expect(run(cluster, 'box', `ping -c 1 ${ipOf(cluster, 'web')}`).exitCode).toBe(0);
    expect(run(cluster, 'box', 'ping -c 1 -W 1 site').exitCode).toBe(1);
  });

  it('that is a probe goes the same way', () => {
    for (const name of ['probed', 'looked-after']) {
      const probed = cluster.server.get('pods', 'default', name);
      const ready = probed.ok && probed.object.status?.conditions?.find(({ type }) => type === 'Ready');
      expect(ready).toMatchObject({ status: 'True' });
    }
  });

  it('that is a proxy passes requests on', () => {
    expect(run(cluster, 'box', `wget -qO- http://${ipOf(cluster, 'proxy')} | head -1`).output).toBe(
      '<!DOCTYPE html>\n',
    );
  });

  it('goes on in a cluster that was saved and restored', () => {
    const argv = ['sh', '-c', 'sleep 2; for i in 1 2 3; do wget -qO- http://site:8888 | head -1; done'];
    cluster.submit({ type: 'exec', exec: { namespace: 'default', pod: 'box', container: 'main', argv } });
    runFor(cluster, 1);
    const copy = reborn(cluster);
    expect(runFor(copy, 10)).toEqual(runFor(cluster, 10));
  });
});
