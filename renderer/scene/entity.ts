/** Something on the stage that can be pointed at. */
export interface EntityRef {
  readonly kind: 'node' | 'pod' | 'service' | 'workload' | 'client';
  /** Name of nodes and clients, UID of the rest. */
  readonly key: string;
}

export function sameEntity(a: EntityRef | undefined, b: EntityRef | undefined): boolean {
  return a?.kind === b?.kind && a?.key === b?.key;
}
