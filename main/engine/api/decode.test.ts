import { expect, it } from 'vitest';
import { decode } from './decode.ts';

const pod = (container: object, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'main', image: 'nginx', ...container }], ...spec },
});

it('takes what is well formed, drops nulls and turns bare numbers into quantities', () => {
  const decoded = decode('Pod', pod({ resources: { limits: { cpu: 1 } }, livenessProbe: null }));
  expect(decoded).toEqual({ ok: true, object: pod({ resources: { limits: { cpu: '1' } } }), strict: [] });
});

it('names every unknown field with its path', () => {
  expect(decode('Pod', pod({ imagePullPolice: 'Always' }, { restartPolice: 'Never' }))).toMatchObject({
    ok: true,
    strict: ['unknown field "spec.containers[0].imagePullPolice"', 'unknown field "spec.restartPolice"'],
  });
});

const wrongTypes: [string, object, string][] = [
  [
    'a string for a port',
    pod({ ports: [{ containerPort: '80' }] }),
    'string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
  ],
  [
    'a fraction for a port',
    pod({ ports: [{ containerPort: 80.5 }] }),
    'number 80.5 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
  ],
  [
    'a number for an environment value',
    pod({ env: [{ name: 'A', value: 7 }] }),
    'number into Go struct field EnvVar.spec.containers.env.value of type string',
  ],
  [
    'a string for a command',
    pod({ command: 'sleep 60' }),
    'string into Go struct field Container.spec.containers.command of type []string',
  ],
  [
    'a map for the containers',
    pod({}, { containers: {} }),
    'object into Go struct field PodSpec.spec.containers of type []v1.Container',
  ],
  [
    'a boolean in a node selector',
    pod({}, { nodeSelector: { ssd: true } }),
    'bool into Go struct field PodSpec.spec.nodeSelector of type string',
  ],
  [
    'a string for a boolean',
    pod({}, { hostNetwork: 'yes' }),
    'string into Go struct field PodSpec.spec.hostNetwork of type bool',
  ],
  [
    'a boolean for the name',
    { ...pod({}), metadata: { name: false } },
    'bool into Go struct field ObjectMeta.metadata.name of type string',
  ],
];

it.each(wrongTypes)('refuses %s', (_, object, message) => {
  expect(decode('Pod', object as Record<string, unknown>)).toEqual({
    ok: false,
    message: `json: cannot unmarshal ${message}`,
  });
});
