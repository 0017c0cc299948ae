// What goes with a call of the API server that writes.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { PropagationPolicy } from './deletion.ts';
import type { Draft } from './resources.ts';

export interface WriteOptions {
  /** Who asks, as records name them. */
  readonly actor: string;
  readonly subresource?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** Takes what the kind warns of. */
  readonly warn?: (text: string) => void;
  /** Writes on the object after its defaults, before it is checked: who owns its fields. */
  readonly finish?: (draft: Draft<KubeObject>, previous: KubeObject | undefined) => void;
  /** For patches: another UID is a wrong field, not an object that is gone. */
  readonly patching?: boolean | undefined;
}

export interface DeleteOptions extends WriteOptions {
  readonly gracePeriodSeconds?: number | undefined;
  readonly propagationPolicy?: PropagationPolicy | undefined;
  /** Refuse unless the object still has this UID, this revision. */
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
}
