// What the parts of one kubelet share.
import type { EventRecorder } from '../api/event-recorder.ts';
import type { ApiAccess } from '../api/api-access.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { Machine } from '../runtime/machine.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { ImageNames } from './status/image-names.ts';

export interface KubeletServices {
  /** The actor: `kubelet/<node>`. */
  readonly id: string;
  /** Name of the node, and of its machine. */
  readonly node: string;
  readonly kernel: Kernel;
  readonly server: ApiAccess;
  readonly machine: Machine;
  /** All machines, for what is asked over the network. */
  readonly runtime: Runtime;
  readonly events: EventRecorder;
  readonly random: RandomStream;
  readonly imageNames: ImageNames;
}
