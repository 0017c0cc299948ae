// What a preset says of a machine.

export interface MachineTaint {
  readonly key: string;
  readonly value?: string | undefined;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

export interface MachineSpec {
  readonly name: string;
  readonly ip: string;
  /** `control-plane` or none; each becomes a label `node-role.kubernetes.io/<role>`. */
  readonly roles: readonly string[];
  readonly taints: readonly MachineTaint[];
  /** Quantities, as in a Node's capacity. */
  readonly cpu: string;
  readonly memory: string;
  readonly storage: string;
  readonly maxPods: number;
  readonly osImage: string;
  readonly kernelVersion: string;
  readonly containerRuntimeVersion: string;
  readonly kubeletVersion: string;
  /** Image references that are on the machine when it is switched on for the first time. */
  readonly images: readonly string[];
  /** Text files by absolute path; static Pods are those in `/etc/kubernetes/manifests`. */
  readonly files: Readonly<Record<string, string>>;
}
