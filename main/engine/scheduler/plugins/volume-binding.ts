// Models pkg/scheduler/framework/plugins/{volumebinding,volumerestrictions,volumezone} (v1.35): a Pod goes where its
// volumes are, or where volumes for its claims can be had.
import type { PersistentVolumeClaim, StorageClass } from '../../api/generated/types.ts';
import { SELECTED_NODE, type Volume } from '../../kinds/persistent-volume/volumes.ts';
import { storageClassOf } from '../../kinds/access-modes.ts';
import { matchesNodeTerm } from '../../kinds/node/affinity.ts';
import type { ClusterView } from '../cluster-view.ts';
import type { NodeInfo } from '../node-info.ts';
import { type Failure, type NodeTest, hopeless } from '../plugin.ts';
import type { PodInfo } from '../pod-info.ts';
import { type VolumePlan, chooseVolumes } from '../volume-choice.ts';
import type { VolumeLister } from '../volume-lister.ts';

const name = 'VolumeBinding';
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
const zoneLabels = [
  ...['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'],
  ...['failure-domain.beta.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region'],
];

const elsewhere = hopeless(name, "node(s) didn't match PersistentVolume's node affinity");
const nothingToBind = hopeless(name, "node(s) didn't find available persistent volumes to bind");
const volumeGone = hopeless(name, 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)');
const otherZone = hopeless('VolumeZone', 'node(s) had no available volume zone');
const inUse: Failure = {
  plugin: 'VolumeRestrictions',
  reasons: ['node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode'],
  resolvable: true,
};

/** Why a Pod cannot be placed at all, whatever the nodes are like. */
export interface Blocked {
  readonly plugin: string;
  readonly message: string;
}

/** The plugins' view of one Pod that has claims. */
export class VolumeBinding {
  readonly #pod: PodInfo;
  readonly #view: ClusterView;
  readonly #lister: VolumeLister;
  readonly #bound: PersistentVolumeClaim[] = [];
  readonly #waiting: PersistentVolumeClaim[] = [];
  /** Set when no node at all would do. */
  readonly blocked: Blocked | undefined;

  constructor(pod: PodInfo, view: ClusterView, lister: VolumeLister) {
    this.#pod = pod;
    this.#view = view;
    this.#lister = lister;
    this.blocked = this.#sort();
  }

  filter(): NodeTest | undefined {
    if (this.#pod.claims.length === 0) return undefined;
    const isTaken = this.#isTakenByOthers();
    return (node) => (isTaken ? inUse : (this.#unreachable(node) ?? (this.plan(node) ? undefined : nothingToBind)));
  }

  /** How the claims that still have no volume get one on a node; undefined when they cannot. */
  plan(node: NodeInfo): VolumePlan | undefined {
    const named = this.#waiting.map(({ metadata }) => metadata?.annotations?.[SELECTED_NODE]);
    if (named.some((name) => name !== undefined && name !== node.name)) return undefined;
    const open = this.#waiting.filter((_, i) => named[i] === undefined);
    const promised = this.#waiting.filter((_, i) => named[i] !== undefined);
    if (open.length === 0) return { matches: [], toProvision: promised };
    const { matches, left } = chooseVolumes(open, this.#lister.volumes(), (volume) => reaches(volume, node));
    if (!left.every((claim) => canProvision(this.#classOf(claim), node))) return undefined;
    return { matches, toProvision: [...left, ...promised] };
  }

  /** Whether claims wait for what `plan` says, or for volumes that are being made. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Divides the claims; answers what stands in the way of all nodes. */
  #sort(): Blocked | undefined {
    // A plugin that comes before this one looks for the claims that the Pod names.
    const lost = this.#pod.claims.find((use) => !use.isEphemeral && !this.#claim(use.name));
    if (lost) return { plugin: 'VolumeRestrictions', message: `persistentvolumeclaim "${lost.name}" not found` };
    let unbound = false;
    for (const { name: claimName } of this.#pod.claims) {
      const claim = this.#claim(claimName);
      const fault = claim ? faultOf(claim) : notYetMade(claimName);
      if (!claim || fault !== undefined) return { plugin: name, message: fault ?? '' };
      if (isBound(claim)) this.#bound.push(claim);
      else if (this.#waitsForPod(claim)) this.#waiting.push(claim);
      else unbound = true;
    }
    return unbound ? { plugin: name, message: 'pod has unbound immediate PersistentVolumeClaims' } : undefined;
  }

  #claim(claimName: string): PersistentVolumeClaim | undefined {
    return this.#lister.claim(this.#pod.namespace, claimName);
  }

  /** Claims that name their volume themselves wait for nobody. */
  #waitsForPod(claim: PersistentVolumeClaim): boolean {
    return !claim.spec?.volumeName && this.#classOf(claim)?.volumeBindingMode === 'WaitForFirstConsumer';
  }

  #classOf(claim: PersistentVolumeClaim): StorageClass | undefined {
    return this.#lister.storageClass(storageClassOf(claim));
  }

  #unreachable(node: NodeInfo): Failure | undefined {
    for (const { spec } of this.#bound) {
      const volume = this.#lister.volume(spec?.volumeName ?? '');
      if (!volume) return volumeGone;
      if (!reaches(volume, node)) return elsewhere;
      if (!isInZone(volume, node)) return otherZone;
    }
    return undefined;
  }

  /** Whether another Pod has a claim that only one Pod may use. */
  #isTakenByOthers(): boolean {
    const single = [...this.#bound, ...this.#waiting]
      .filter(({ spec }) => spec?.accessModes?.includes('ReadWriteOncePod'))
      .map(({ metadata }) => metadata?.name);
    if (single.length === 0) return false;
    for (const { info } of this.#view.placedPods()) {
      if (info.namespace === this.#pod.namespace && info.claims.some((use) => single.includes(use.name))) return true;
    }
    return false;
  }
}

export const isBound = (claim: PersistentVolumeClaim): boolean =>
  Boolean(claim.spec?.volumeName) && claim.metadata?.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined;

const notYetMade = (claim: string): string =>
  `waiting for ephemeral volume controller to create the persistentvolumeclaim "${claim}"`;

function faultOf({ metadata, spec, status }: PersistentVolumeClaim): string | undefined {
  const title = `persistentvolumeclaim "${metadata?.name ?? ''}"`;
  if (status?.phase === 'Lost') return `${title} bound to non-existent persistentvolume "${spec?.volumeName ?? ''}"`;
  return metadata?.deletionTimestamp === undefined ? undefined : `${title} is being deleted`;
}

/** Whether a volume can be used on a node. */
export function reaches({ spec }: Volume, { node }: NodeInfo): boolean {
  const required = spec?.nodeAffinity?.required;
  return !required || (node !== undefined && required.nodeSelectorTerms.some((term) => matchesNodeTerm(term, node)));
}

/** Labels of old volumes tell their zones, more than one divided by `__`. */
function isInZone({ metadata }: Volume, { node }: NodeInfo): boolean {
  const own = node?.metadata?.labels ?? {};
  if (!zoneLabels.some((label) => own[label] !== undefined)) return true;
  return zoneLabels.every((label) => {
    const zones = metadata?.labels?.[label]?.split('__');
    return !zones || zones.includes(own[label] ?? '');
  });
}

function canProvision(storageClass: StorageClass | undefined, { node }: NodeInfo): boolean {
  if (!storageClass || storageClass.provisioner === NO_PROVISIONER) return false;
  const topologies = storageClass.allowedTopologies ?? [];
  const labels = node?.metadata?.labels ?? {};
  return (
    topologies.length === 0 ||
    topologies.some(({ matchLabelExpressions = [] }) =>
      matchLabelExpressions.every(({ key, values }) => values.includes(labels[key] ?? '')),
    )
  );
}
