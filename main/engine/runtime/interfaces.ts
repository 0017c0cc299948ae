// What the rest of the engine knows of the machines and the containers on them: who has an address, what answers there,
// and which of the cluster's own programs run in containers.

import type { HttpResponse } from '../../../preload/contract/requests.ts';

export interface HttpRequest {
  /** `GET`, …; whoever speaks another protocol than HTTP says so here, for example `REDIS`. */
  readonly method: string;
  /** Path with query, for example `/index.html`; what is said in another protocol. */
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
      /** The image of the container that answered. */
      readonly image?: string | undefined;
      /** How long the server took over it. */
      readonly serviceTimeUs: number;
    } & HttpResponse)
  /** The connection stands, but no answer ever comes. */
  | { readonly kind: 'silent'; readonly podUid: string }
  /** Somebody is there, but nothing listens on the port. */
  | { readonly kind: 'refused' }
  /** Nobody has the address, and after so long whoever asked is told (`No route to host`). */
  | { readonly kind: 'no-route'; readonly tookUs: number }
  /** Nobody has the address, or the machine is off. */
  | { readonly kind: 'unreachable' };

/** Who asks the network: a program in a container. */
export interface Caller {
  readonly node: string;
  readonly podUid: string;
  /** The Pod's address; empty on its machine's own network. */
  readonly ip: string;
}

/** What a name server says of a name. */
export type NameAnswer =
  /** IPv4 addresses in the order in which they were sent; `name` is what the question led to. */
  | { readonly kind: 'found'; readonly name: string; readonly addresses: readonly string[]; readonly tookUs: number }
  /** There is no such name (NXDOMAIN), or it has no address. */
  | { readonly kind: 'unknown'; readonly tookUs: number }
  /** Nothing comes back; whoever asked waits as long as it likes to. */
  | { readonly kind: 'silent' }
  /** The server's address is there, but nobody listens: that is known at once. */
  | { readonly kind: 'refused' };

export type RuleTableName = 'filter' | 'nat' | 'mangle';

/** What `iptables -L` is to show. */
export interface RuleListing {
  readonly table: RuleTableName;
  /** One chain only. */
  readonly chain?: string | undefined;
  readonly numeric: boolean;
  readonly verbose: boolean;
  readonly lineNumbers: boolean;
}

/** What a kernel holds for packets, in the words of the tools that print it; nothing where there is nothing. */
export interface RuleTables {
  /** As `iptables-save` prints it, all or one table. */
  iptables(only?: RuleTableName): string;
  ip6tables(only?: RuleTableName): string;
  /** As `iptables -L` prints it; undefined when there is no such chain. */
  listing(options: RuleListing): string | undefined;
  /** As `ipvsadm -ln`, `ipset list` and `nft list ruleset` print it. */
  servers(): string;
  sets(): string;
  nft(): string;
  nft6(): string;
}

/** The network as programs in containers use it. All of it happens at the present instant; durations are told. */
export interface NetworkAccess {
  /** Sends a request to an IPv4 address through the rules of the caller's node; waits at most `patienceUs`. */
  connect(caller: Caller, address: string, port: number, request: HttpRequest, patienceUs: number): RequestAnswer;
  /** Asks the name server at an address for one absolute name, written without its last dot. */
  resolve(name: string, caller: Caller, server: string): NameAnswer;
  /** How long an echo to an IPv4 address and back takes, in microseconds; undefined when none comes back. */
  ping(caller: Caller, address: string): number | undefined;
  /** The tables of the caller's namespace. */
  ruleTables(caller: Caller): RuleTables;
}

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
  /** The range from which the machine's Pods get their addresses, once it has one. */
  podRange(name: string): string | undefined;
  /** The text of a file on the machine's disk; undefined when it is not there. */
  readFile(name: string, path: string): string | undefined;
  /** Who has this Pod address now; Pods on their node's network have none of their own. */
  podAt(ip: string): AddressOwner | undefined;
  /** To which address and port of a Pod a port of the machine leads (`hostPort`); undefined when it is the machine's own. */
  hostPort(
    node: string,
    ip: string,
    protocol: 'TCP' | 'UDP' | 'SCTP',
    port: number,
  ): { readonly ip: string; readonly port: number } | undefined;
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
  /** Answers the exit code of a program that ends as soon as it has begun. */
  start(program: string, ref: ComponentRef): number | undefined;
  stop(program: string, ref: ComponentRef): void;
  /** What the program itself answers on a port; undefined when it leaves that to its stand-in. `ip` is its Pod's. */
  serve(program: string, ref: ComponentRef, port: number, request: HttpRequest, ip: string): Served | undefined;
}

/** An answer, and how long it took besides the usual. */
export interface Served {
  readonly response: HttpResponse;
  readonly tookUs?: number | undefined;
}
