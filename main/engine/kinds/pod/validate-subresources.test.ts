import { expect, test } from 'vitest';
import type { Container, EphemeralContainer, Pod, PodSpec } from '../../api/generated/types.ts';
import { validateEphemeralContainers, validateEphemeralUpdate } from './validate-ephemeral.ts';
import { validateResize } from './validate-resize.ts';

const main: Container = { name: 'main', image: 'i', resources: { requests: { cpu: '1' } } };
const podWith = (spec: Partial<PodSpec>): Pod => ({ spec: { containers: [main], ...spec } });
const texts = (faults: readonly { readonly field: string; readonly message: string }[]) =>
  faults.map(({ field, message }) => `${field}: ${message.split('\n')[0] ?? ''}`);
const ephemeral = (more: Partial<EphemeralContainer>): EphemeralContainer => ({
  name: 'look',
  image: 'i',
  imagePullPolicy: 'Always',
  terminationMessagePolicy: 'File',
  ...more,
});

test.each([
  [ephemeral({}), []],
  [ephemeral({ name: 'main' }), ['spec.ephemeralContainers[0].name: Duplicate value: "main"']],
  [ephemeral({ targetContainerName: 'side' }), ['spec.ephemeralContainers[0].targetContainerName: Not found: "side"']],
  [
    ephemeral({ livenessProbe: { tcpSocket: { port: 80 } } }),
    ['spec.ephemeralContainers[0].livenessProbe: Forbidden: cannot be set for an Ephemeral Container'],
  ],
])('an ephemeral container %j has the faults %j', (container, faults) => {
  const spec = { containers: [main], ephemeralContainers: [container] };
  const scope = { volumes: [], graceSeconds: 30, hostUsers: true, claimNames: [] };
  expect(texts(validateEphemeralContainers('spec.ephemeralContainers', spec, scope))).toEqual(faults);
});

test('ephemeral containers stay, and stay as they are', () => {
  const before = podWith({ ephemeralContainers: [ephemeral({})] });
  const becomes = (containers: readonly EphemeralContainer[]) =>
    texts(validateEphemeralUpdate(podWith({ ephemeralContainers: containers }), before));
  expect(becomes([ephemeral({}), ephemeral({ name: 'other' })])).toEqual([]);
  expect(becomes([])).toEqual([
    'spec.ephemeralContainers: Forbidden: existing ephemeral containers "look" may not be removed',
  ]);
  expect(becomes([ephemeral({ image: 'j' })])).toEqual([
    'spec.ephemeralContainers: Forbidden: existing ephemeral containers "look" may not be changed',
  ]);
});

test.each<[Container['resources'], readonly string[]]>([
  [{ requests: { cpu: '2' } }, []],
  [{ requests: { cpu: '2' }, limits: { memory: '1Gi' } }, []],
  [
    {},
    [
      'spec: Invalid value: "BestEffort": Pod QOS Class may not change as a result of resizing',
      'spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed',
    ],
  ],
  [
    { requests: { cpu: '1', 'ephemeral-storage': '1Gi' } },
    ['spec: Forbidden: only cpu and memory resources for containers and sidecar containers are mutable'],
  ],
])('resources resized to %j have the faults %j', (resources, faults) => {
  expect(texts(validateResize(podWith({ containers: [{ ...main, resources }] }), podWith({})))).toEqual(faults);
});
