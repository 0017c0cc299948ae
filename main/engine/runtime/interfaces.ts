// What the rest of the engine knows of the machines and the containers on them: who has an address, what answers there,
// and which of the cluster's own programs run in containers.

import type { HttpResponse } from '../../../preload/contract/requests.ts';

export interface HttpRequest {
  readonly method: string;
  /** Path with query, for example `/index.html`. */
  readonly path: string;
  /** The Host header. */
  readonly host: string;
}

export type { HttpResponse };

export type RequestAnswer =
  | ({
      readonly kind: 'answered';
      /** UID of the Pod that answered. */
      readonly podUid: string;
      /** How long the server took over it. */
      readonly serviceTimeUs: number;
    } & HttpResponse)
  /** The connection stands, but no answer ever comes. */
  | { readonly kind: 'silent'; readonly podUid: string }
  /** Somebody is there, but nothing listens on the port. */
  | { readonly kind: 'refused' }
  /** Nobody has the address, or the machine is off. */
  | { readonly kind: 'unreachable' };

/** The Pod that has an address now. */
export interface AddressOwner {
  readonly node: string;
  readonly podUid: string;
  readonly namespace: string;
  readonly name: string;
}

/** The cluster's machines as the network sees them. */
export interface RuntimeView {
  /** In the order of the preset. */
  machineNames(): readonly string[];
  machineIp(name: string): string | undefined;
  machineByIp(ip: string): string | undefined;
  isPowered(name: string): boolean;
  /** Who has this Pod address now; Pods on their node's network have none of their own. */
  podAt(ip: string): AddressOwner | undefined;
  /** The container that listens on `ip:port` this instant; started anew it is another one. */
  listenerAt(ip: string, port: number): string | undefined;
  /** Sends a request to whatever listens on `ip:port` this instant; a machine's address finds its hostNetwork Pods. */
  request(ip: string, port: number, request: HttpRequest): RequestAnswer;
}

/** The container in which one of the cluster's own programs runs. */
export interface ComponentRef {
  readonly node: string;
  readonly namespace: string;
  readonly pod: string;
  readonly podUid: string;
  readonly container: string;
  /** Command and arguments, the program's name first. */
  readonly args: readonly string[];
}

/** Who brings the cluster's own programs (etcd, kube-apiserver, kube-proxy, …) to life; `program` is their name. */
export interface Components {
  start(program: string, ref: ComponentRef): void;
  stop(program: string, ref: ComponentRef): void;
}
