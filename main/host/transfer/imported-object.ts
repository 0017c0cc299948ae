// One object of a dump in the words in which it is made anew.
import type { KubeMetadata, KubeObject } from '../../../preload/contract/objects.ts';
import type { ImportChoices } from '../../../preload/contract/transfer.ts';
import { isJsonObject, type JsonObject } from '../../engine/kernel/json.ts';
import type { Preset } from '../../engine/preset.ts';
import { withoutServersWork } from './clean-object.ts';
import { identityOf } from './identity.ts';
import { mapAt, textAt } from './json-draft.ts';
import { contains } from './machine-addresses.ts';

export interface Surroundings {
  readonly choices: ImportChoices;
  /** The cluster into which it comes. */
  readonly preset: Preset;
  /** The identities, in the dump, of all that comes along. */
  readonly among: ReadonlySet<string>;
}

/** A manifest stays as it was written; what a server has written on a dumped object goes. */
export function adapt(object: KubeObject, around: Surroundings): KubeObject {
  if (object.metadata?.uid === undefined) return object;
  const clean = withoutServersWork(object);
  if (!isJsonObject(object)) return clean;
  const assigned = assignedSpec(object, around);
  const spec = mapAt({ ...clean }, 'spec');
  const rest = Object.keys(assigned).length === 0 ? clean : { ...clean, ...{ spec: { ...spec, ...assigned } } };
  return around.choices.status === 'keep' ? { ...rest, ...kept(object, clean.metadata) } : rest;
}

/** What was assigned and means the same in the new cluster: a disk that comes along, an address in its range. */
function assignedSpec(object: KubeObject & JsonObject, { choices, preset, among }: Surroundings): JsonObject {
  const spec = mapAt(object, 'spec');
  switch (object.kind) {
    case 'PersistentVolumeClaim': {
      const volumeName = textAt(spec, 'volumeName');
      const volume = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: volumeName } };
      return among.has(identityOf(volume)) ? { volumeName } : {};
    }
    case 'Service': {
      const clusterIP = textAt(spec, 'clusterIP');
      return contains(preset.settings.serviceCidr, clusterIP) ? { clusterIP } : {};
    }
    case 'Pod': {
      const nodeName = textAt(spec, 'nodeName');
      const isThere = preset.nodes.some(({ name }) => name === nodeName);
      return choices.status === 'keep' && isThere ? { nodeName } : {};
    }
    default:
      return {};
  }
}

/** What the server would write anew: the status, who owns it, and the UID by which its own refer to it. */
function kept(object: KubeObject & JsonObject, metadata: KubeMetadata | undefined): JsonObject {
  const { uid, ownerReferences } = object.metadata ?? {};
  const { status } = object;
  return {
    metadata: { ...metadata, uid, ...(ownerReferences && { ownerReferences }) },
    ...(isJsonObject(status) && { status }),
  };
}
