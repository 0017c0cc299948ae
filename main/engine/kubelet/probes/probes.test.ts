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
        "1.5 | Running, app: running",
        "5.5 | Running, app: running ready",
        "13.5 | Running, app: running",
      ]
    `);
    expect(answers).toMatchInlineSnapshot(`
      [
        "1.5 readiness failed",
        "2.5 readiness failed",
        "3.5 readiness failed",
        "4.5 readiness failed",
        "5.5 readiness ok",
        "12.5 readiness failed",
        "13.5 readiness failed",
        "13.5 readiness failed",
        "14.5 readiness failed",
        "15.5 readiness failed",
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
        "1.5 | Running, app: running ready",
        "6.5 | Running, app: running ready restarts 1",
        "12.5 | Running, app: running ready restarts 2",
        "18.5 | Running, app: CrashLoopBackOff restarts 2",
        "31.5 | Running, app: running ready restarts 3",
        "36.5 | Running, app: CrashLoopBackOff restarts 3",
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
        "2.0 startup failed",
        "4.0 startup failed",
        "6.0 startup failed",
        "8.0 startup ok",
        "8.0 readiness ok",
        "9.0 liveness ok",
      ]
    `);
  });

  it('a closed port is refused', () => {
    const { rig } = run('    image: nginx:1.27\n    readinessProbe: {tcpSocket: {port: 81}}', 5);
    const messages = [...rig.server.store.all('events')].map(({ message }) => message);
    expect(messages).toContain('Readiness probe failed: dial tcp 10.244.1.2:81: connect: connection refused');
  });

  it('an answer that cannot have changed is not asked for again', () => {
    const { rig } = run('    image: nginx:1.27\n    readinessProbe: {httpGet: {port: 80}, periodSeconds: 1}', 5);
    const before = rig.kernel.steps;
    rig.runFor(600);
    // A heartbeat every ten seconds and the Lease's echo are all there is.
    expect(rig.kernel.steps - before).toBeLessThan(200);
  });
});
