import { describe, expect, it } from 'vitest';
import { NODE, Rig } from '../../testing/kubelet-rig.ts';

const pod = (command: string, more: string) => `
apiVersion: v1
kind: Pod
metadata: {name: x}
spec:
  nodeName: ${NODE}
  restartPolicy: Never
${more}
    image: busybox:1.36
    command: [sh, -c, ${JSON.stringify(command)}]
`;
const message = (rig: Rig, reason: string) =>
  [...rig.server.store.all('events')].find((event) => event.reason === reason)?.message;
const lastWords = (rig: Rig) => rig.pod('x')?.status?.containerStatuses?.[0]?.state?.terminated?.message;

function run(command: string, more: string, ...before: readonly string[]): Rig {
  const rig = new Rig();
  for (const manifest of before) rig.apply(manifest);
  rig.apply(pod(`${command} > /dev/termination-log 2>&1`, more));
  rig.runFor(6);
  return rig;
}

describe('what a container sees of a volume', () => {
  it.each([
    ['a mount that is read only', '{name: v, emptyDir: {}}', '{name: v, mountPath: /v, readOnly: true}'],
    ['what comes from the API', '{name: v, configMap: {name: kube-root-ca.crt}}', '{name: v, mountPath: /v}'],
  ])('cannot be written to: %s', (_, volume, mount) => {
    const rig = run(
      '{ echo a > /v/f; touch /v/g; mkdir /v/h; rm -f /v/ca.crt; echo b > /tmp/f && cat /tmp/f; }',
      `  volumes: [${volume}]\n  containers:\n  - name: app\n    volumeMounts: [${mount}]`,
    );
    expect(lastWords(rig)?.split('\n')).toEqual(
      expect.arrayContaining([
        "sh: can't create /v/f: Read-only file system",
        'touch: /v/g: Read-only file system',
        "mkdir: can't create directory '/v/h': Read-only file system",
        'b',
      ]),
    );
  });

  it('is all that can be written to when the root is read only', () => {
    const rig = run(
      '{ echo a > /f; echo b > /v/f && cat /v/f; }',
      `  volumes: [{name: v, emptyDir: {}}]
  containers:
  - name: app
    securityContext: {readOnlyRootFilesystem: true}
    volumeMounts: [{name: v, mountPath: /v}]`,
    );
    expect(lastWords(rig)).toBe("sh: can't create /f: Read-only file system\nb\n");
  });

  it('needs the variables that its path is made of', () => {
    const rig = run(
      'true',
      `  volumes: [{name: v, emptyDir: {}}]
  containers:
  - name: app
    env: [{name: HERE, value: here}]
    volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(HERE)/$(THERE)/$(NOWHERE)}]`,
    );
    expect(message(rig, 'Failed')).toBe('Error: missing value for NOWHERE, THERE');
    expect(rig.pod('x')?.status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('CreateContainerConfigError');
  });

  it('needs the claim that is made for its Pod, and no other one of its name', () => {
    const claim = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: x-v}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;
    const template = '{spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}';
    const volumes = `  volumes: [{name: v, ephemeral: {volumeClaimTemplate: ${template}}}]`;
    const rig = run('true', `${volumes}\n  containers:\n  - name: app`, claim);
    expect(message(rig, 'FailedMount')).toBe(
      'Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[], failed to process volumes=[v]: ' +
        'PVC default/x-v was not created for pod default/x (pod is not owner)',
    );
  });
});

describe('the Secrets that images are pulled with', () => {
  it('are missed aloud', () => {
    const rig = run('true', '  imagePullSecrets: [{name: one}, {name: two}]\n  containers:\n  - name: app');
    expect(message(rig, 'FailedToRetrieveImagePullSecret')).toBe(
      'Unable to retrieve some image pull secrets (one, two); attempting to pull the image may not succeed.',
    );
    expect(rig.pod('x')?.status?.phase).toBe('Succeeded');
  });
});
