// One step of a random history: a pause, then something that a person does or that fails. Plain data, so that a history
// can be printed, shortened and kept.
import type { EngineInput } from '../../../../preload/contract/inputs.ts';

/** What happens to one of the Pods that there are at that instant; their names are made by chance. */
export type PodDeed =
  | { readonly do: 'delete'; readonly graceSeconds?: number | undefined }
  | { readonly do: 'evict' | 'kill' }
  | { readonly do: 'exec'; readonly script: string }
  | { readonly do: 'relabel'; readonly value: string | null }
  | { readonly do: 'hold'; readonly finalizers: readonly string[] | null }
  | { readonly do: 'change-image'; readonly image: string };

export type Act =
  | { readonly type: 'input'; readonly input: EngineInput }
  /** `pick` counts the Pods outside the system's namespaces in the order of their keys, round and round. */
  | { readonly type: 'pod'; readonly pick: number; readonly deed: PodDeed };

export interface Step {
  /** Virtual time that passes before the act, in milliseconds; 0 for the same instant as the step before. */
  readonly waitMs: number;
  readonly act: Act;
}

export interface History {
  readonly seed: number;
  readonly steps: readonly Step[];
}
