import { describe, expect, it } from 'vitest';
import { SECOND } from '../../kernel/time.ts';
import { Rig, lifeOf, NODE } from '../../testing/kubelet-rig.ts';

function run(container: string, seconds: number): { rig: Rig; lines: readonly string[]; answers: readonly string[] } {
  const rig = new Rig();
  const start = rig.kernel.now;
  rig.apply(`
apiVersion: v1
kind: Pod
metadata: {name: x}
spec:
  nodeName: ${NODE}
  terminationGracePeriodSeconds: 2
  containers:
  - name: app
${container}
`);
  rig.runFor(seconds);
  const answers = rig.records.flatMap((record) =>
    record.type === 'probe-answered'
      ? [`${((record.t - start) / SECOND).toFixed(1)} ${record.probe} ${record.success ? 'ok' : 'failed'}`]
      : [],
  );
  return { rig, lines: lifeOf(rig.records, 'x', start), answers };
}

describe('probes', () => {
  it('readiness follows a file, with its thresholds', () => {
    const { rig, lines, answers } = run(
      `
    image: busybox:1.36
    command: [sh, -c, "sleep 4; touch /tmp/ready; sleep 7; rm /tmp/ready; sleep 600"]
    readinessProbe: {exec: {command: [cat, /tmp/ready]}, periodSeconds: 1, failureThreshold: 2}`,
      16,
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "0.0 | Pending",
        "0.0 | Pending, app: ContainerCreating",
        "0.7 | Running, app: running",
        "4.8 | Running, app: running ready",
        "12.8 | Running, app: running",
      ]
    `);
    expect(answers).toMatchInlineSnapshot(`
      [
        "0.8 readiness failed",
        "1.7 readiness failed",
        "1.8 readiness failed",
        "2.8 readiness failed",
        "3.8 readiness failed",
        "4.8 readiness ok",
        "11.8 readiness failed",
        "12.8 readiness failed",
        "12.8 readiness failed",
        "13.8 readiness failed",
        "14.8 readiness failed",
        "15.8 readiness failed",
      ]
    `);
    const message = "Readiness probe failed: cat: can't open '/tmp/ready': No such file or directory\n";
    expect([...rig.server.store.all('events')].some((event) => event.message === message)).toBe(true);
  });

  it('a readiness probe with a long period passes at once all the same', () => {
    const { lines } = run('    image: nginx:1.27\n    readinessProbe: {httpGet: {port: 80}, periodSeconds: 60}', 5);
    expect(lines.at(-1)).toContain('app: running ready');
  });

  it('liveness: restarts after three failures; two restarts are free, then comes the back-off', () => {
    const { rig, lines } = run(
      '    image: nginx:1.27\n    livenessProbe: {httpGet: {port: 80, path: /no}, periodSeconds: 2}',
      40,
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "0.0 | Pending",
        "0.0 | Pending, app: ContainerCreating",
        "0.7 | Running, app: running ready",
        "6.8 | Running, app: running ready restarts 1",
        "12.8 | Running, app: running ready restarts 2",
        "18.8 | Running, app: CrashLoopBackOff restarts 2",
        "30.9 | Running, app: running ready restarts 3",
        "36.9 | Running, app: CrashLoopBackOff restarts 3",
      ]
    `);
    const unhealthy = [...rig.server.store.all('events')].find(({ reason }) => reason === 'Unhealthy');
    expect(unhealthy?.message).toBe('Liveness probe failed: HTTP probe failed with statuscode: 404');
    expect(rig.events('x')).toContain('Killing x4');
  });

  it('startup: the other probes wait for it', () => {
    const { answers } = run(
      `
    image: busybox:1.36
    command: [sh, -c, "sleep 6; touch /tmp/up; sleep 600"]
    startupProbe: {exec: {command: [test, -f, /tmp/up]}, periodSeconds: 2, failureThreshold: 10}
    readinessProbe: {exec: {command: ["true"]}, periodSeconds: 5}
    livenessProbe: {exec: {command: ["true"]}, periodSeconds: 3}`,
      15,
    );
    expect(answers).toMatchInlineSnapshot(`
      [
        "2.3 startup failed",
        "4.3 startup failed",
        "6.3 startup failed",
        "8.3 startup ok",
        "8.3 readiness ok",
        "9.3 liveness ok",
      ]
    `);
  });

  it('a closed port is refused', () => {
    const { rig } = run('    image: nginx:1.27\n    readinessProbe: {tcpSocket: {port: 81}}', 5);
    const messages = [...rig.server.store.all('events')].map(({ message }) => message);
    expect(messages).toContain('Readiness probe failed: dial tcp 10.244.1.2:81: connect: connection refused');
  });

  it('what could not be asked counts for nothing', () => {
    const { rig, lines } = run(
      `
    image: nginx:1.27
    readinessProbe: {httpGet: {port: nope}, periodSeconds: 3}
    livenessProbe: {exec: {command: [check-me]}, periodSeconds: 1, failureThreshold: 1}`,
      8,
    );
    const messages = [...rig.server.store.all('events')].map(({ message }) => message ?? '');
    const errored = 'probe errored and resulted in unknown state:';
    expect(messages).toContain(`Readiness ${errored} strconv.Atoi: parsing "nope": invalid syntax`);
    expect(messages.some((message) => message.startsWith(`Liveness ${errored} rpc error: code = Unknown`))).toBe(true);
    expect(lines.at(-1)).toMatch(/app: running$/);
  });

  it('a redirect to another host is as good as an answer, to the same host it is followed', () => {
    const cgi = (location: string) =>
      `mkdir -p /w/cgi-bin; printf '#!/bin/sh\\necho Status: 302 Found; echo Location: ${location}; echo' > /w/cgi-bin/s; ` +
      'chmod 755 /w/cgi-bin/s; exec httpd -f -p 8080 -h /w';
    const server = (location: string) =>
      `    image: busybox:1.36\n    command: [sh, -c, "${cgi(location)}"]\n` +
      '    readinessProbe: {httpGet: {path: /cgi-bin/s, port: 8080}, periodSeconds: 2, initialDelaySeconds: 1}';
    const away = run(server('http://example.com/'), 6);
    const warnings = [...away.rig.server.store.all('events')].filter(({ reason }) => reason === 'ProbeWarning');
    expect(warnings[0]?.message).toContain('Readiness probe warning: Probe terminated redirects, Response body:');
    expect(away.lines.at(-1)).toContain('running ready');
    const endless = run(server('/cgi-bin/s'), 6);
    const messages = [...endless.rig.server.store.all('events')].map(({ message }) => message);
    expect(messages).toContain('Readiness probe failed: Get "/cgi-bin/s": stopped after 10 redirects');
  });

  it('a command that takes too long is cut short', () => {
    const { rig, answers } = run(
      '    image: nginx:1.27\n    readinessProbe: {exec: {command: [sleep, "5"]}, timeoutSeconds: 1, periodSeconds: 4}',
      8,
    );
    const messages = [...rig.server.store.all('events')].map(({ message }) => message);
    expect(messages).toContain('Readiness probe failed: command timed out: "sleep 5" timed out after 1s');
    expect(answers).toMatchInlineSnapshot(`
      [
        "1.8 readiness failed",
        "2.8 readiness failed",
        "6.8 readiness failed",
      ]
    `);
  });

  it('gRPC, TLS and strange hosts are answered in the words of the real ones', () => {
    const { rig } = run(
      `
    image: nginx:1.27
    startupProbe: {httpGet: {port: 80, scheme: HTTPS}, periodSeconds: 2, failureThreshold: 30}
  - name: rpc
    image: nginx:1.27
    readinessProbe: {grpc: {port: 80}}
  - name: far
    image: nginx:1.27
    readinessProbe: {tcpSocket: {port: 80, host: 192.0.2.7}}`,
      6,
    );
    const messages = [...rig.server.store.all('events')].map(({ message }) => message);
    expect(messages).toContain(
      'Startup probe failed: Get "https://10.244.1.2:80/": http: server gave HTTP response to HTTPS client',
    );
    expect(messages).toContain(
      'Readiness probe failed: timeout: failed to connect service "10.244.1.2:80" within 1s: context deadline exceeded',
    );
    expect(messages).toContain('Readiness probe failed: dial tcp 192.0.2.7:80: i/o timeout');
  });

  it('a program that speaks gRPC says how it is, until it is told otherwise', () => {
    const { rig } = run(
      `
    image: registry.k8s.io/e2e-test-images/agnhost:2.53
    command: [/agnhost, grpc-health-checking, --service=shop, --delay-unhealthy-sec=9]
    readinessProbe: {grpc: {port: 5000, service: shop}, periodSeconds: 2, failureThreshold: 1}
  - name: strange
    image: registry.k8s.io/e2e-test-images/agnhost:2.53
    command: [/agnhost, grpc-health-checking, --port=5001, --http-port=8081]
    readinessProbe: {grpc: {port: 5001, service: shop}}
  - name: store
    image: registry.k8s.io/etcd:3.6.6-0
    livenessProbe: {grpc: {port: 2379}, periodSeconds: 1, failureThreshold: 1}`,
      8,
    );
    const ready = () => rig.pod('x')?.status?.containerStatuses?.map((each) => each.ready);
    expect(ready()).toEqual([true, true, false]);
    rig.runFor(6);
    expect(ready()).toEqual([false, true, false]);
    const messages = [...rig.server.store.all('events')].map(({ message }) => message);
    expect(messages).toContain('Readiness probe failed: service unhealthy (responded with "NOT_SERVING")');
    expect(messages).toContain(
      'Readiness probe failed: error: health rpc probe failed: rpc error: code = NotFound desc = unknown service',
    );
  });

  it('an answer that others, the clock or the disk decide is asked for again and again', () => {
    const { rig } = run(
      `
    image: busybox:1.36
    command: [sleep, "1000"]
    readinessProbe: {exec: {command: [sh, -c, 'test $(date +%S) -lt 20']}, periodSeconds: 1, failureThreshold: 1}
  - name: disk
    image: busybox:1.36
    command: [sleep, "1000"]
    readinessProbe: {exec: {command: [test, -e, /data/ready]}, periodSeconds: 1, failureThreshold: 1}
    volumeMounts: [{name: data, mountPath: /data}]
  volumes: [{name: data, hostPath: {path: /shared}}]`,
      3,
    );
    const ready = () => rig.pod('x')?.status?.containerStatuses?.map((each) => each.ready);
    expect(ready()).toEqual([true, false]);
    rig.runtime.machine(NODE).disk.write('/shared/ready', '');
    rig.runFor(3);
    expect(ready()).toEqual([true, true]);
    rig.runtime.machine(NODE).disk.remove('/shared/ready');
    rig.runFor(20);
    expect(ready()).toEqual([false, false]);
  });

  it.each([
    ['', ''],
    [' where what is logged counts', '\n    resources: {limits: {ephemeral-storage: 1Gi}}'],
  ])('an answer that cannot have changed is not asked for again%s', (_, limits) => {
    const probe = 'readinessProbe: {httpGet: {port: 80}, periodSeconds: 1}';
    const { rig } = run(`    image: nginx:1.27\n    ${probe}${limits}`, 5);
    const before = rig.kernel.steps;
    rig.runFor(600);
    // A heartbeat every ten seconds and the Lease's echo are all there is.
    expect(rig.kernel.steps - before).toBeLessThan(200);
  });
});
