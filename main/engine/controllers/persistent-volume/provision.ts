// Models provisionClaim in pkg/controller/volume/persistentvolume/pv_controller.go (v1.35) and, for the provisioners that
// the preset says are there, the library sig-storage-lib-external-provisioner: a volume made to measure.
import { eventTarget } from '../../api/event-recorder.ts';
import type { StorageClass } from '../../api/generated/types.ts';
import type { ControllerContext } from '../controller.ts';
import { storageClassOf } from '../../kinds/access-modes.ts';
import { written } from '../refusal.ts';
import { name, setClaimPhase } from './bind.ts';
import {
  type Claim,
  PROVISIONED_BY,
  PROVISIONERS,
  SELECTED_NODE,
  type Volume,
  annotated,
  claimReference,
  classOf,
} from '../../kinds/persistent-volume/volumes.ts';

const INTERNAL_PREFIX = 'kubernetes.io/';

/** Has a volume made for a claim, or tells why there will be none. */
export function provisionFor(context: ControllerContext, claim: Claim): void {
  const { server, events } = context;
  const storageClass = classOf(server, claim);
  const fault = storageClass ? faultOf(storageClass) : missing(claim);
  if (!storageClass || fault !== undefined) {
    events.send(eventTarget(claim), 'Warning', 'ProvisioningFailed', fault ?? '');
    return;
  }
  const { provisioner } = storageClass;
  const marked = annotated(claim, Object.fromEntries(PROVISIONERS.map((annotation) => [annotation, provisioner])));
  const asked = written(server.update('persistentvolumeclaims', marked, { actor: name }));
  events.send(eventTarget(asked), 'Normal', 'ExternalProvisioning', waitingText(provisioner));
  if (server.settings.provisioners?.includes(provisioner)) make(context, asked, storageClass);
  else setClaimPhase(context, asked, 'Pending', undefined);
}

const missing = (claim: Claim): string => `storageclass.storage.k8s.io "${storageClassOf(claim)}" not found`;

function faultOf({ provisioner }: StorageClass): string | undefined {
  return provisioner.startsWith(INTERNAL_PREFIX) ? `no volume plugin matched name: ${provisioner}` : undefined;
}

function waitingText(provisioner: string): string {
  return (
    `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system ` +
    'administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.'
  );
}

/** The volume finds its claim, for which it is reserved, when the controller next looks. */
function make({ server, events }: ControllerContext, claim: Claim, storageClass: StorageClass): void {
  const { namespace = '', name: own = '', uid = '' } = claim.metadata ?? {};
  const volume = volumeFor(claim, storageClass);
  const created = server.create('persistentvolumes', volume, { actor: storageClass.provisioner });
  if (!created.ok && created.status.code !== 409) written(created);
  if (!created.ok) return;
  const target = eventTarget(claim);
  const provisioning = `External provisioner is provisioning volume for claim "${namespace}/${own}"`;
  events.send(target, 'Normal', 'Provisioning', provisioning);
  events.send(target, 'Normal', 'ProvisioningSucceeded', `Successfully provisioned volume pvc-${uid}`);
}

function volumeFor(claim: Claim, { metadata, provisioner, reclaimPolicy, mountOptions }: StorageClass): Volume {
  const { namespace, name: own, uid = '', annotations } = claim.metadata ?? {};
  const volumeName = `pvc-${uid}`;
  const node = annotations?.[SELECTED_NODE];
  return {
    metadata: { name: volumeName, annotations: { [PROVISIONED_BY]: provisioner } },
    spec: {
      accessModes: claim.spec?.accessModes,
      capacity: { storage: claim.spec?.resources?.requests?.['storage'] ?? '0' },
      claimRef: claimReference(claim),
      hostPath: { path: `/opt/volumes/${volumeName}_${namespace ?? ''}_${own ?? ''}`, type: 'DirectoryOrCreate' },
      mountOptions,
      persistentVolumeReclaimPolicy: reclaimPolicy ?? 'Delete',
      storageClassName: metadata?.name,
      volumeMode: claim.spec?.volumeMode,
      ...(node !== undefined && { nodeAffinity: onNode(node) }),
    },
  };
}

function onNode(node: string) {
  const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }];
  return { required: { nodeSelectorTerms: [{ matchExpressions }] } };
}
