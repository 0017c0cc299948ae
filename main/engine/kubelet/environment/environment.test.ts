import { describe, expect, it } from 'vitest';
import { NODE, Rig } from '../../testing/kubelet-rig.ts';
import { expand } from './expansion.ts';
import { serviceLinks } from './service-links.ts';

const pod = (containers: string) => `
apiVersion: v1
kind: Pod
metadata: {name: x, labels: {app: shop}}
spec:
  nodeName: ${NODE}
  containers:
${containers}
`;

/** Environment and arguments with which the container `app` runs. */
function configOf(rig: Rig) {
  const saved = JSON.stringify(rig.runtime.save());
  return JSON.parse(saved)[1][1].sandboxes[0].containers[0].config as {
    readonly env: readonly { readonly name: string; readonly value: string }[];
    readonly args: readonly string[];
  };
}

describe('the environment of a container', () => {
  it('comes from fields, resources, ConfigMaps, Secrets and other variables', () => {
    const rig = new Rig();
    rig.apply('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {COLOUR: red, level: "3"}\n');
    rig.apply('apiVersion: v1\nkind: Secret\nmetadata: {name: creds}\nstringData: {password: "s3 é"}\n');
    rig.apply(
      pod(`
  - name: app
    image: busybox:1.36
    command: [sleep]
    args: ["$(SECONDS)", "$$(SECONDS)", "$(NOBODY)"]
    resources: {limits: {memory: 32Mi}}
    envFrom: [{prefix: S_, configMapRef: {name: settings}}]
    env:
    - {name: SECONDS, value: "3600"}
    - {name: TWICE, value: "$(SECONDS) $(S_COLOUR) $(LATER)"}
    - {name: LATER, value: late}
    - {name: APP, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
    - {name: ADDRESS, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
    - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
    - {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
    - {name: PASSWORD, valueFrom: {secretKeyRef: {name: creds, key: password}}}
    - {name: MAYBE, valueFrom: {configMapKeyRef: {name: nothing, key: x, optional: true}}}`),
    );
    rig.runFor(3);
    const { env, args } = configOf(rig);
    const own = env.filter(({ name }) => !name.startsWith('KUBERNETES_'));
    expect(own.map(({ name, value }) => `${name}=${value}`)).toEqual([
      'S_COLOUR=red',
      'S_level=3',
      'SECONDS=3600',
      'TWICE=3600 red $(LATER)',
      'LATER=late',
      'APP=shop',
      'ADDRESS=10.244.1.2',
      'CPU=2',
      'MEMORY=32',
      'PASSWORD=s3 é',
    ]);
    expect(args).toEqual(['3600', '$(SECONDS)', '$(NOBODY)']);
    expect(env.find(({ name }) => name === 'KUBERNETES_SERVICE_HOST')?.value).toBe('10.96.0.1');
  });

  it('keeps a container from being created while something of it is missing', () => {
    const rig = new Rig();
    rig.apply(
      pod('  - {name: app, image: "busybox:1.36", command: [sleep, "3600"], envFrom: [{secretRef: {name: creds}}]}'),
    );
    rig.runFor(3);
    const waiting = () => rig.pod('x')?.status?.containerStatuses?.[0]?.state?.waiting;
    expect(waiting()).toEqual({ reason: 'CreateContainerConfigError', message: 'secret "creds" not found' });
    rig.apply('apiVersion: v1\nkind: Secret\nmetadata: {name: creds}\nstringData: {a: b}\n');
    rig.runFor(20);
    expect(rig.pod('x')?.status?.containerStatuses?.[0]?.ready).toBe(true);
    expect(rig.events('x')).toEqual(['Pulled x3', 'Failed x2', 'Created', 'Started']);
  });

  it('says which key is missing, and who may not run as root', () => {
    const rig = new Rig();
    rig.apply('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: b}\n');
    const missing = '[{name: A, valueFrom: {configMapKeyRef: {name: settings, key: z}}}]';
    rig.apply(
      pod(`
  - {name: a, image: "busybox:1.36", command: [sleep, "9"], env: ${missing}}
  - {name: b, image: "busybox:1.36", command: [sleep, "9"], securityContext: {runAsNonRoot: true}}`),
    );
    rig.runFor(3);
    const messages = rig.pod('x')?.status?.containerStatuses?.map(({ state }) => state?.waiting?.message);
    const uid = rig.pod('x')?.metadata?.uid ?? '';
    expect(messages).toEqual([
      "couldn't find key z in ConfigMap default/settings",
      `container has runAsNonRoot and image will run as root (pod: "x_default(${uid})", container: b)`,
    ]);
  });
});

describe('service links', () => {
  const service = (name: string, namespace: string, clusterIP: string, ports: readonly object[]) =>
    ({ metadata: { name, namespace }, spec: { clusterIP, ports } }) as Parameters<
      typeof serviceLinks
    >[0] extends Iterable<infer S>
      ? S
      : never;
  const services = [
    service('web-front', 'shop', '10.96.0.7', [
      { name: 'http', port: 80 },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ]),
    service('headless', 'shop', 'None', [{ port: 80 }]),
    service('kubernetes', 'default', '10.96.0.1', [{ name: 'https', port: 443 }]),
    service('elsewhere', 'other', '10.96.0.9', [{ port: 80 }]),
  ];

  it('name the Services of the namespace and the API server', () => {
    const names = serviceLinks(services, 'shop', true).map(({ name, value }) => `${name}=${value}`);
    expect(names.slice(0, 9)).toEqual([
      'WEB_FRONT_SERVICE_HOST=10.96.0.7',
      'WEB_FRONT_SERVICE_PORT=80',
      'WEB_FRONT_SERVICE_PORT_HTTP=80',
      'WEB_FRONT_SERVICE_PORT_DNS=53',
      'WEB_FRONT_PORT=tcp://10.96.0.7:80',
      'WEB_FRONT_PORT_80_TCP=tcp://10.96.0.7:80',
      'WEB_FRONT_PORT_80_TCP_PROTO=tcp',
      'WEB_FRONT_PORT_80_TCP_PORT=80',
      'WEB_FRONT_PORT_80_TCP_ADDR=10.96.0.7',
    ]);
    expect(names).toContain('WEB_FRONT_PORT_53_UDP=udp://10.96.0.7:53');
    expect(names).toContain('KUBERNETES_SERVICE_HOST=10.96.0.1');
    expect(names.some((name) => /HEADLESS|ELSEWHERE/.test(name))).toBe(false);
  });

  it('can be switched off but for the API server', () => {
    const names = serviceLinks(services, 'shop', false).map(({ name }) => name);
    expect(names.every((name) => name.startsWith('KUBERNETES_'))).toBe(true);
    expect(names).toHaveLength(8);
  });
});

describe('expansion', () => {
  const lookUp = (name: string) => (name === 'A' ? 'a' : undefined);

  it.each([
    ['$(A)', 'a'],
    ['$$(A)', '$(A)'],
    ['$$$(A)', '$a'],
    ['$(B) $A $', '$(B) $A $'],
    ['$(A', '$(A'],
  ])('%s becomes %s', (text, expanded) => {
    expect(expand(text, lookUp)).toBe(expanded);
  });
});
