import { describe, expect, it } from 'vitest';
import { handleRequest } from '../../api/request.ts';
import { SECOND } from '../../kernel/time.ts';
import { NODE, Rig, lifeOf } from '../../testing/kubelet-rig.ts';

const pod = (spec: string) => `
apiVersion: v1
kind: Pod
metadata: {name: x}
spec:
  nodeName: ${NODE}
${spec}
`;

/** Applies a Pod, deletes it after `deleteAt` seconds if that is given, and tells its life. */
function life(spec: string, seconds: number, deleteAt?: number) {
  const rig = new Rig();
  const start = rig.kernel.now;
  rig.apply(pod(spec));
  rig.runFor(deleteAt ?? seconds);
  if (deleteAt !== undefined) {
    rig.delete('x');
    rig.runFor(seconds - deleteAt);
  }
  const signals = rig.records.flatMap((record) =>
    record.type === 'signal-sent'
      ? [`${((record.t - start) / SECOND).toFixed(0)} ${record.container} ${record.signal}`]
      : [],
  );
  return { rig, lines: lifeOf(rig.records, 'x', start), signals };
}

describe('postStart', () => {
  it('keeps the status and the next container waiting', () => {
    const { rig, lines } = life(
      `
  containers:
  - {name: first, image: "nginx:1.27", lifecycle: {postStart: {sleep: {seconds: 8}}}}
  - {name: second, image: "nginx:1.27"}`,
      12,
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "0.0 | Pending",
        "0.0 | Pending, first: ContainerCreating, second: ContainerCreating",
        "8.8 | Running, first: running ready, second: running ready",
      ]
    `);
    expect(rig.events('x')).toEqual(['Pulled', 'Created', 'Started', 'Pulled', 'Created', 'Started']);
  });

  it('has its container killed when it fails', () => {
    const { rig } = life(
      `
  containers:
  - {name: app, image: "nginx:1.27", lifecycle: {postStart: {exec: {command: [sh, -c, "echo no; exit 3"]}}}}`,
      3,
    );
    const [status] = rig.pod('x')?.status?.containerStatuses ?? [];
    const uid = rig.pod('x')?.metadata?.uid ?? '';
    expect(status?.state?.waiting).toEqual({
      reason: 'PostStartHookError',
      message:
        `Exec lifecycle hook ([sh -c echo no; exit 3]) for Container "app" in Pod "x_default(${uid})" failed - ` +
        `error: command 'sh -c echo no; exit 3' exited with 3: , message: "no\\n"`,
    });
    expect(rig.events('x')).toContain('FailedPostStartHook x2');
  });

  it('by HTTP fails when nobody answers', () => {
    const { rig } = life(
      '  containers: [{name: app, image: "nginx:1.27", lifecycle: {postStart: {httpGet: {port: 81, path: /up}}}}]',
      3,
    );
    const message = rig.pod('x')?.status?.containerStatuses?.[0]?.state?.waiting?.message ?? '';
    expect(message).toContain('HTTP lifecycle hook (/up) for Container "app"');
    expect(message).toContain('Get "http://10.244.1.2:81/up": dial tcp 10.244.1.2:81: connect: connection refused');
  });
});

describe('preStop', () => {
  it('comes before SIGTERM, out of the same grace period', () => {
    const { rig, signals } = life(
      `
  terminationGracePeriodSeconds: 10
  containers: [{name: app, image: "busybox:1.36", command: [sleep, "3600"], lifecycle: {preStop: {sleep: {seconds: 4}}}}]`,
      25,
      5,
    );
    expect(signals).toEqual(['9 app SIGTERM', '15 app SIGKILL']);
    expect(rig.events('x')).toEqual(['Pulled', 'Created', 'Started', 'Killing']);
  });

  it('that takes all of the grace fails with its container', () => {
    const { rig, signals } = life(
      `
  terminationGracePeriodSeconds: 5
  containers: [{name: app, image: "nginx:1.27", lifecycle: {preStop: {exec: {command: [sleep, "60"]}}}}]`,
      20,
      5,
    );
    expect(signals).toEqual(['10 app SIGQUIT']);
    expect(rig.events('x')).toContain('FailedPreStopHook');
  });

  it('that fails is told, and nothing else', () => {
    const { rig, signals } = life(
      '  containers: [{name: app, image: "nginx:1.27", lifecycle: {preStop: {exec: {command: ["false"]}}}}]',
      10,
      5,
    );
    expect(signals).toEqual(['5 app SIGQUIT']);
    expect(rig.events('x')).toContain('FailedPreStopHook');
  });

  it('runs for what a probe kills, too', () => {
    const { signals } = life(
      `
  containers:
  - name: app
    image: nginx:1.27
    lifecycle: {preStop: {sleep: {seconds: 3}}}
    livenessProbe: {httpGet: {port: 81}, failureThreshold: 1, initialDelaySeconds: 2, periodSeconds: 2}`,
      8,
    );
    expect(signals).toEqual(['5 app SIGQUIT']);
  });
});

describe('the end of a Pod', () => {
  it('stops sidecars last, in reverse order', () => {
    const { signals } = life(
      `
  terminationGracePeriodSeconds: 20
  initContainers:
  - {name: one, image: "nginx:1.27", restartPolicy: Always}
  - {name: two, image: "httpd:2.4", restartPolicy: Always}
  containers: [{name: main, image: "nginx:1.27", lifecycle: {preStop: {sleep: {seconds: 2}}}}]`,
      30,
      8,
    );
    expect(signals.map((signal) => signal.split(' ').slice(1).join(' '))).toEqual([
      'main SIGQUIT',
      'two SIGWINCH',
      'one SIGQUIT',
    ]);
  });

  it('takes sidecars along when the last container has run to its end', () => {
    const { rig, signals } = life(
      `
  restartPolicy: Never
  initContainers: [{name: side, image: "nginx:1.27", restartPolicy: Always}]
  containers: [{name: main, image: "busybox:1.36", command: [sleep, "2"]}]`,
      15,
    );
    expect(signals.map((signal) => signal.split(' ').slice(1).join(' '))).toEqual(['side SIGQUIT']);
    expect(rig.pod('x')?.status?.phase).toBe('Succeeded');
  });

  it('comes when the Pod has been active for too long', () => {
    const { rig } = life('  activeDeadlineSeconds: 5\n  containers: [{name: app, image: "nginx:1.27"}]', 12);
    const { phase, reason, message } = rig.pod('x')?.status ?? {};
    expect([phase, reason]).toEqual(['Failed', 'DeadlineExceeded']);
    expect(message).toBe('Pod was active on the node longer than the specified deadline');
  });

  it('waits for a hook that is under way', () => {
    const { lines, signals } = life(
      '  containers: [{name: app, image: "nginx:1.27", lifecycle: {postStart: {sleep: {seconds: 8}}}}]',
      15,
      4,
    );
    expect(signals).toEqual(['9 app SIGQUIT']);
    expect(lines.at(-1)).toMatch(/deleted$/);
  });

  it('leaves a message behind', () => {
    const { rig } = life(
      `
  restartPolicy: Never
  containers:
  - {name: a, image: "busybox:1.36", command: [sh, -c, "echo from-file > /dev/termination-log; exit 1"]}
  - {name: b, image: "busybox:1.36", command: [sh, -c, "echo from-log; exit 1"], terminationMessagePolicy: FallbackToLogsOnError}
  - {name: c, image: "busybox:1.36", command: [sh, -c, "echo from-log; exit 1"]}`,
      5,
    );
    const messages = rig.pod('x')?.status?.containerStatuses?.map(({ state }) => state?.terminated?.message);
    expect(messages).toEqual(['from-file\n', 'from-log\n', undefined]);
  });
});

describe('a container that is added to look into a Pod', () => {
  it('runs once, is told of apart, and ends with the Pod', () => {
    const { rig } = life('  containers: [{name: app, image: "nginx:1.27"}]', 3);
    const found = rig.pod('x');
    if (!found?.spec) throw new Error('there is no Pod');
    const look = { name: 'look', image: 'busybox:1.36', command: ['sh', '-c', 'sleep 2; exit 3'] };
    const object = { ...found, spec: { ...found.spec, ephemeralContainers: [look] } };
    const request = { resource: 'pods', namespace: 'default', name: 'x', subresource: 'ephemeralcontainers' };
    const updated = handleRequest(rig.server, 'person', { ...request, verb: 'update', object });
    expect(updated.ok).toBe(true);
    rig.runFor(2);
    expect(rig.pod('x')?.status?.ephemeralContainerStatuses).toMatchObject([{ name: 'look', state: { running: {} } }]);
    rig.runFor(5);
    const [status] = rig.pod('x')?.status?.ephemeralContainerStatuses ?? [];
    expect(status).toMatchObject({ ready: false, restartCount: 0, state: { terminated: { exitCode: 3 } } });
    expect(rig.pod('x')?.status?.containerStatuses?.[0]?.ready).toBe(true);
    const fields = [...rig.server.store.all('events')].map(({ involvedObject }) => involvedObject.fieldPath);
    expect(fields).toContain('spec.ephemeralContainers{look}');
  });
});

describe('the rules of a container', () => {
  it('go before the Pod’s policy', () => {
    const { rig } = life(
      `
  restartPolicy: Never
  volumes: [{name: v, emptyDir: {}}]
  containers:
  - name: app
    image: busybox:1.36
    command: [sh, -c, "[ -f /v/again ] && exit 7; touch /v/again; exit 42"]
    volumeMounts: [{name: v, mountPath: /v}]
    restartPolicy: Never
    restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [42]}}]`,
      8,
    );
    const [status] = rig.pod('x')?.status?.containerStatuses ?? [];
    expect([status?.restartCount, status?.state?.terminated?.exitCode]).toEqual([1, 7]);
    expect(rig.pod('x')?.status?.phase).toBe('Failed');
  });
});

describe('saved in the middle of hooks, probes and endings', () => {
  const spec = pod(`
  terminationGracePeriodSeconds: 9
  initContainers: [{name: side, image: "nginx:1.27", restartPolicy: Always}]
  containers:
  - name: app
    image: busybox:1.36
    command: [sh, -c, "echo up; sleep 3600"]
    lifecycle:
      postStart: {exec: {command: [sleep, "3"]}}
      preStop: {exec: {command: [sleep, "4"]}}
    readinessProbe: {exec: {command: [sleep, "2"]}, timeoutSeconds: 3, periodSeconds: 1}`);
  const story = (rig: Rig, from: number, to: number) => {
    for (let second = from; second < to; second++) {
      if (second === 0) rig.apply(spec);
      if (second === 10) rig.delete('x');
      rig.runFor(1);
    }
  };

  it.each([2, 4, 6, 7, 11, 13, 16, 19])('after %i s: the future is the same', (second) => {
    const whole = new Rig(3);
    story(whole, 0, 25);
    const before = new Rig(3);
    story(before, 0, second);
    const after = before.reborn();
    expect(after.state()).toBe(before.state());
    story(after, second, 25);
    expect(after.state()).toBe(whole.state());
  });
});

describe('the signal that asks a container to end', () => {
  it.each([
    ['nginx:1.27', '', 'SIGQUIT', 0],
    ['httpd:2.4', '', 'SIGWINCH', 0],
    ['postgres:16', ', env: [{name: POSTGRES_PASSWORD, value: x}]', 'SIGINT', 0],
    ['busybox:1.36', `, command: [sh, -c, 'trap "exit 3" TERM; while :; do sleep 1; done']`, 'SIGTERM', 3],
    // Its feature gate is off, so that the field says nothing.
    ['nginx:1.27', ', lifecycle: {stopSignal: SIGUSR1}', 'SIGQUIT', 0],
  ])('of %s%s is %s', (image, more, signal, exitCode) => {
    const { rig, signals } = life(`  os: {name: linux}\n  containers: [{name: app, image: "${image}"${more}}]`, 20, 8);
    expect(signals).toEqual([`8 app ${signal}`]);
    const ended = rig.records.find((record) => record.type === 'container-exited');
    expect(ended).toMatchObject({ exitCode });
  });
});
