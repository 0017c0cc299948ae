// The least that is known of any Kubernetes object, whatever its kind.
export interface KubeMetadata {
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
  readonly generation?: number | undefined;
  readonly creationTimestamp?: string | undefined;
  readonly deletionTimestamp?: string | undefined;
  readonly deletionGracePeriodSeconds?: number | undefined;
  readonly generateName?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly finalizers?: readonly string[] | undefined;
  readonly ownerReferences?:
    | readonly {
        readonly apiVersion: string;
        readonly kind: string;
        readonly name: string;
        readonly uid: string;
        readonly controller?: boolean | undefined;
        readonly blockOwnerDeletion?: boolean | undefined;
      }[]
    | undefined;
}

export interface KubeObject {
  readonly apiVersion?: string | undefined;
  readonly kind?: string | undefined;
  readonly metadata?: KubeMetadata | undefined;
}

/** Names one object: `resource` is the plural as in URLs, `namespace` is empty for what has none. */
export interface ObjectKey {
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}
