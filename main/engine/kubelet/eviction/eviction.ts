// Why and how a kubelet ends a Pod.

/** Plain JSON. */
export type Eviction = {
  readonly message: string;
  /** How much time its containers get; a moment at least. */
  readonly graceSeconds: number;
  /** Whether its node is short of something; else the Pod has gone beyond a limit of its own. */
  readonly isForNode: boolean;
};
