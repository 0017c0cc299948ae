import { expect, test } from 'vitest';
import { KindsServer } from '../testing/server.ts';

const refusalOf = (spec: string, container = ''): string =>
  new KindsServer()
    .refusal(
      `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: "i:1"${container}}]${spec}}}`,
    )
    .replace('Pod "p" is invalid: ', '');

const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
const needed = 'requiredDuringSchedulingIgnoredDuringExecution';

test.each([
  [
    `affinity: {nodeAffinity: {${needed}: {nodeSelectorTerms: []}}}`,
    `spec.affinity.nodeAffinity.${needed}.nodeSelectorTerms: Required value: must have at least one node selector term`,
  ],
  [
    `affinity: {nodeAffinity: {${preferred}: [{weight: 101, preference: {matchExpressions: [{key: a, operator: Gt, values: ["1", "2"]}]}}]}}`,
    `[spec.affinity.nodeAffinity.${preferred}[0].weight: Invalid value: 101: must be in the range 1-100, ` +
      `spec.affinity.nodeAffinity.${preferred}[0].preference.matchExpressions[0].values: Required value: ` +
      "must be specified single value when `operator` is 'Lt' or 'Gt']",
  ],
  [
    `affinity: {podAntiAffinity: {${needed}: [{labelSelector: {}}]}}`,
    `[spec.affinity.podAntiAffinity.${needed}[0].topologyKey: Required value: can not be empty, ` +
      `spec.affinity.podAntiAffinity.${needed}[0].topologyKey: Invalid value: "": name part must be non-empty, `,
  ],
  [
    'topologySpreadConstraints: [{maxSkew: 0, topologyKey: zone, whenUnsatisfiable: Cry, minDomains: 2}]',
    '[spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero, ' +
      'spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "Cry": supported values: ' +
      '"DoNotSchedule", "ScheduleAnyway", spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: ' +
      'can only use minDomains if whenUnsatisfiable=DoNotSchedule, not Cry]',
  ],
  [
    'os: {name: windows}, hostPID: true, securityContext: {fsGroup: 1}',
    '[spec.hostPID: Forbidden: cannot be set for a windows pod, ' +
      'spec.securityContext.fsGroup: Forbidden: cannot be set for a windows pod]',
  ],
  [
    'tolerations: [{key: a, value: "x y"}]',
    'spec.tolerations[0].operator: Invalid value: "x y": a valid label must be an empty string or consist of ',
  ],
  ['schedulingGates: [{name: g}, {name: g}]', 'spec.schedulingGates[1]: Duplicate value: "g"'],
  [
    'schedulingGates: [{name: g}], nodeName: n1',
    'spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared',
  ],
  ['dnsPolicy: None', 'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
  [
    'dnsConfig: {nameservers: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4]}',
    'spec.dnsConfig.nameservers: Invalid value: ["1.1.1.1","1.1.1.2","1.1.1.3","1.1.1.4"]: ' +
      'must not have more than 3 nameservers',
  ],
  [
    'securityContext: {runAsUser: -1, fsGroupChangePolicy: Never}',
    '[spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive, ' +
      'spec.securityContext.fsGroupChangePolicy: Unsupported value: "Never": supported values: "Always", "OnRootMismatch"]',
  ],
  [
    'hostPID: true, shareProcessNamespace: true',
    'spec.securityContext.shareProcessNamespace: Invalid value: true: ' +
      'ShareProcessNamespace and HostPID cannot both be enabled',
  ],
  ['ephemeralContainers: [{name: e, image: "i:1"}]', 'spec.ephemeralContainers: Forbidden: cannot be set on create'],
  [
    'volumes: [{name: v, projected: {sources: [{serviceAccountToken: {expirationSeconds: 60}}]}}]',
    '[spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 60: ' +
      'may not specify a duration less than 10 minutes, ' +
      'spec.volumes[0].projected.path: Required value]',
  ],
  [
    'volumes: [{name: v, downwardAPI: {items: [{path: a, fieldRef: {fieldPath: status.podIP}}]}}]',
    'spec.volumes[0].downwardAPI.fieldRef.fieldPath: Unsupported value: "status.podIP": supported values: ' +
      '"metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"',
  ],
  [
    'volumes: [{name: v, configMap: {name: a, items: [{key: k, path: ..data}]}}]',
    'spec.volumes[0].configMap.items[0].path: Invalid value: "..data": must not start with \'..\'',
  ],
  [
    'volumes: [{name: v, projected: {sources: [{secret: {name: s, items: [{key: k, path: a}]}, configMap: {name: c, items: [{key: k, path: a}]}}]}}]',
    '[spec.volumes[0].projected: Invalid value: "c": conflicting duplicate paths, ' +
      'spec.volumes[0].projected.sources[0]: Forbidden: may not specify more than 1 volume type per source]',
  ],
  [
    'volumes: [{name: v, nfs: {}}]',
    '[spec.volumes[0].nfs.server: Required value, spec.volumes[0].nfs.path: Required value, ' +
      'spec.volumes[0].nfs.path: Invalid value: "": must be an absolute path]',
  ],
  [
    'volumes: [{name: v, iscsi: {targetPortal: a, iqn: x, lun: 300}}]',
    '[spec.volumes[0].iscsi.iqn: Invalid value: "x": must be valid format starting with iqn, eui, or naa, ' +
      'spec.volumes[0].iscsi.lun: Invalid value: 300: must be between 0 and 255, inclusive]',
  ],
  [
    'volumes: [{name: v, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce]}}}}]',
    'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value',
  ],
  [
    'volumes: [{name: v, emptyDir: {}, downwardAPI: {}, cephfs: {monitors: [m]}}]',
    '[spec.volumes[0].cephFS: Forbidden: may not specify more than 1 volume type, ' +
      'spec.volumes[0].downwarAPI: Forbidden: may not specify more than 1 volume type]',
  ],
  ['hostAliases: [{ip: x}]', 'spec.hostAliases[0].ip: Invalid value: "x": must be a valid IP address'],
  [
    'dnsConfig: {searches: [a_.b]}',
    'spec.dnsConfig.searches[0]: Invalid value: "a_.b": a lowercase RFC 1123 subdomain must consist of',
  ],
  ['hostUsers: false, hostPID: true', 'spec.HostPID: Forbidden: when `pod.Spec.HostUsers` is false'],
  [
    'hostNetwork: true, securityContext: {sysctls: [{name: net.core.somaxconn, value: "1"}]}',
    'spec.securityContext.sysctls[0].name: Invalid value: "net.core.somaxconn": ' +
      "may not be specified when 'hostNetwork' is true",
  ],
  [
    'securityContext: {seccompProfile: {type: RuntimeDefault, localhostProfile: a}}',
    'spec.securityContext.seccompProfile.localhostProfile: Invalid value: ' +
      '{"Type":"RuntimeDefault","LocalhostProfile":"a"}: can only be set when seccomp type is Localhost',
  ],
  [
    'resourceClaims: [{name: g}]',
    'spec.resourceClaims[0]: Invalid value: {"Name":"g","ResourceClaimName":null,"ResourceClaimTemplateName":null}: ' +
      'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`',
  ],
  [
    'resources: {requests: {cpu: 1, disk: 1}}',
    'spec.resources.requests[disk]: Invalid value: "disk": must be a standard resource type or fully qualified',
  ],
])('%s is refused', (spec, message) => {
  expect(refusalOf(`, ${spec}`).startsWith(message)).toBe(true);
});

test.each([
  [
    'env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.colour}}}]',
    'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.colour": ' +
      'error converting fieldPath: field label not supported: spec.colour',
  ],
  [
    'env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.gpu}}}]',
    'spec.containers[0].env[0].valueFrom.resourceFieldRef.resource: Unsupported value: "limits.gpu": supported values: ' +
      '"limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", ' +
      '"requests.memory"',
  ],
  [
    'envFrom: [{prefix: P}]',
    'spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
  ],
  [
    'securityContext: {seccompProfile: {type: Localhost}}',
    'spec.containers[0].securityContext.seccompProfile.localhostProfile: Required value: ' +
      'must be set when seccomp type is Localhost',
  ],
  [
    'resizePolicy: [{resourceName: disk, restartPolicy: NotRequired}]',
    'spec.containers[0].resizePolicy: Unsupported value: "disk": supported values: "cpu", "memory"',
  ],
  [
    'env: [{name: A, valueFrom: {configMapKeyRef: {name: A_b, key: k}}}]',
    'spec.containers[0].env[0].valueFrom.configMapKeyRef.name: Invalid value: "A_b": a lowercase RFC 1123 subdomain must',
  ],
  [
    'env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1k}}}]',
    'spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": ' +
      "only divisor's values 1m and 1 are supported with the cpu resource",
  ],
  [
    'env: [{name: A, valueFrom: {fieldRef: {fieldPath: "metadata.labels[\'-\']"}}}]',
    'spec.containers[0].env[0].valueFrom.fieldRef: Invalid value: "-": name part must consist of',
  ],
  [
    'restartPolicyRules: [{action: Stop}]',
    '[spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used, ' +
      'spec.containers[0].restartPolicyRules[0].action: Unsupported value: "Stop": supported values: "Restart", ' +
      'spec.containers[0].restartPolicyRules[0].exitCodes: Required value: must be specified]',
  ],
  [
    'resources: {claims: [{name: gpu}]}',
    'spec.containers[0].resources.claims[0]: Not found: "gpu": ' +
      'must be one of the names in pod.spec.resourceClaims which is empty',
  ],
  ['volumeDevices: [{name: d, devicePath: /dev/d}]', 'spec.containers[0].volumeDevices[0].name: Not found: "d"'],
])('a container with %s is refused', (container, message) => {
  expect(refusalOf('', `, ${container}`).startsWith(message)).toBe(true);
});

test('a Pod with gates waits for them', () => {
  const server = new KindsServer();
  server.apply(
    '{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {schedulingGates: [{name: g}], containers: [{name: c, image: i}]}}',
  );
  expect(server.get('pods', 'p').status?.conditions).toEqual([
    {
      type: 'PodScheduled',
      status: 'False',
      lastProbeTime: null,
      lastTransitionTime: '2026-01-05T08:00:00Z',
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    },
  ]);
});
