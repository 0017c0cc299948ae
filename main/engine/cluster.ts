// The simulated cluster: the composition root of the engine. It wires the actors together, hands inputs to whom they
// concern and saves and restores the whole.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type {
  ApiAnswer,
  EngineInput,
  InputResult,
  LoadSpec,
  ReadRequest,
  Requester,
} from '../../preload/contract/inputs.ts';
import type { SentRequest } from '../../preload/contract/requests.ts';
import { applyDocuments } from './api/apply.ts';
import { answerRead } from './api/read.ts';
import { handleRequest } from './api/request.ts';
import type { PrintContext } from './api/resources.ts';
import { ApiServer, type SavedApiServer } from './api/server.ts';
import { badRequest, failed } from './api/status.ts';
import { Cables, type SavedCables } from './cables.ts';
import { ClusterComponents, type SavedComponents } from './components.ts';
import type { Json } from './kernel/json.ts';
import { Kernel, type SavedKernel } from './kernel/kernel.ts';
import type { JournalRecord } from './kernel/journal.ts';
import type { Micros } from './kernel/time.ts';
import { admission } from './kinds/admission/chain.ts';
import { customKind } from './kinds/custom-resource/definition.ts';
import { kinds } from './kinds/registry.ts';
import { Kubeadm } from './kubeadm/kubeadm.ts';
import { Kubelets, type SavedKubelets } from './kubelets.ts';
import { LoadClients, type SavedLoadClients } from './load-clients.ts';
import { ContainerAccess } from './network/container-access.ts';
import { answerMetrics } from './metrics-server/metrics-api.ts';
import { Network, type SavedNetwork } from './network/network.ts';
import { requestAtOnce } from './network/one-request.ts';
import { execInPod, feedExec } from './pod-exec.ts';
import type { ImageCatalogue, Preset } from './preset.ts';
import { Runtime, type SavedRuntime } from './runtime/runtime.ts';

export interface ClusterOptions {
  /** The root of all chance; a whole number of 32 bits. */
  readonly seed: number;
  readonly preset: Preset;
  readonly catalogue: ImageCatalogue;
}

export interface SavedCluster {
  readonly kernel: SavedKernel;
  readonly server: SavedApiServer;
  readonly runtime: SavedRuntime;
  readonly network: SavedNetwork;
  readonly components: SavedComponents;
  readonly kubelets: SavedKubelets;
  readonly clients: SavedLoadClients;
  readonly kubeadm: Json;
  /** Absent while every machine reaches the API; files of older versions have none. */
  readonly cables?: SavedCables;
}

/** Where requests of the person's own machine come from: an address of a range kept for examples. */
const OUTSIDE = '198.51.100.1';

export class Cluster {
  readonly kernel: Kernel;
  readonly server: ApiServer;
  readonly runtime: Runtime;
  readonly network: Network;
  readonly components: ClusterComponents;
  readonly #cables: Cables;
  readonly #kubelets: Kubelets;
  readonly #clients: LoadClients;
  readonly #kubeadm: Kubeadm;
  readonly #loads: readonly LoadSpec[];

  private constructor(options: ClusterOptions, saved?: SavedCluster) {
    const { preset, catalogue } = options;
    this.kernel = new Kernel(options.seed);
    if (saved) this.kernel.restore(saved.kernel);
    this.server = new ApiServer(this.kernel, kinds, preset.settings, customKind, admission);
    if (saved) this.server.restore(saved.server);
    this.runtime = new Runtime(this.kernel, preset.nodes, catalogue, saved?.runtime);
    this.network = new Network(this.kernel, this.server, this.runtime, saved?.network);
    this.#cables = new Cables({ ...this.#parts, actorsOn: (node) => this.#actorsOn(node) }, saved?.cables);
    const apiFrom = (node: string) => this.#cables.apiFrom(node);
    this.components = new ClusterComponents({ ...this.#parts, apiFrom }, (node) => this.runtime.machineIp(node));
    this.#kubelets = new Kubelets(this.kernel, this.runtime, apiFrom);
    this.#clients = new LoadClients(this.kernel, this.server, this.network);
    this.runtime.connect(this.components);
    this.runtime.connectTo(new ContainerAccess(this.kernel, this.network));
    this.server.meter = (pod) => this.#kubelets.usageOf(pod);
    this.#kubeadm = new Kubeadm(this.kernel, this.server, preset, saved?.kubeadm);
    this.kernel.addActor(this.#kubeadm);
    if (saved) this.#restoreActors(saved);
    this.#loads = preset.loads;
  }

  /** A cluster whose machines are still off; the input `power-on` brings it to life. */
  static create(options: ClusterOptions): Cluster {
    return new Cluster(options);
  }

  /** The cluster as it was saved, made with the same options. */
  static restore(saved: SavedCluster, options: Omit<ClusterOptions, 'seed'>): Cluster {
    return new Cluster({ ...options, seed: saved.kernel.seed }, saved);
  }

  get now(): Micros {
    return this.kernel.now;
  }

  /** How many agenda entries have been handled: the exact place in history. */
  get steps(): number {
    return this.kernel.steps;
  }

  get lastSeq(): number {
    return this.kernel.journal.lastSeq;
  }

  /** What tables and descriptions are printed from. */
  get printContext(): PrintContext {
    return { now: this.now, list: (resource) => [...this.server.store.all(resource)] };
  }

  isKubeletRunning(node: string): boolean {
    return this.#kubelets.isRunning(node);
  }

  /** Whether packets pass between a machine and that of the API server. */
  reachesApi(node: string): boolean {
    return this.#cables.reachesApi(node);
  }

  step(limit: Micros): boolean {
    return this.kernel.step(limit);
  }

  runUntil(limit: Micros): void {
    this.kernel.runUntil(limit);
  }

  takeRecords(): JournalRecord[] {
    return this.kernel.journal.take();
  }

  /** Answers a request that changes nothing; it is not put on record. */
  answer(request: ReadRequest, user?: Requester): ApiAnswer {
    return answerMetrics(this.server, request, user) ?? answerRead(this.server, request, this.printContext, user);
  }

  /** Carries out an input at the present instant. */
  submit(input: EngineInput, actor = 'person'): InputResult {
    const seq = this.kernel.record(actor, { type: 'input-accepted', input });
    return this.kernel.because(seq, () => this.#carryOut(input, actor));
  }

  save(): SavedCluster {
    return {
      kernel: this.kernel.save(),
      server: this.server.save(),
      runtime: this.runtime.save(),
      network: this.network.save(),
      components: this.components.save(),
      kubelets: this.#kubelets.save(),
      clients: this.#clients.save(),
      kubeadm: this.#kubeadm.save(),
      ...(!this.network.links.areGood && { cables: this.#cables.save() }),
    };
  }

  /** A SHA-256 of the whole state: equal histories have equal hashes. */
  hash(): string {
    return bytesToHex(sha256(utf8ToBytes(JSON.stringify(this.save()))));
  }

  #carryOut(input: EngineInput, actor: string): InputResult {
    switch (input.type) {
      case 'power-on':
        this.#powerOnAll();
        return { ok: true };
      case 'apply':
        return applyDocuments(this.server, actor, input.documents, input.namespace);
      case 'request':
        return handleRequest(this.server, actor, input.request, input.user);
      case 'set-load':
        this.#clients.set(input.load, actor);
        return { ok: true };
      case 'send-request':
        return this.#sendRequest(input.request, actor);
      case 'exec':
        return execInPod(this, input.exec);
      case 'exec-input':
        return feedExec(this, input.feed);
      case 'kill-container':
        return this.#killContainer(input);
      case 'write-file':
        return this.#onMachine(input.node, () => {
          this.runtime.writeFile(input.node, input.path, input.text);
        });
      case 'move-file':
        return this.#moveFile(input);
      case 'node-power':
        return this.#onMachine(input.node, () => {
          if (input.on) this.#powerOn(input.node, input.emptied);
          else this.#powerOff(input.node);
        });
      case 'set-link':
        return this.#setLink(input);
      case 'disk-fill':
        return this.#onMachine(input.node, () => {
          this.runtime.machine(input.node).capacity.fillDisk(Math.min(1, Math.max(0, input.share)), input.of);
        });
      case 'kubelet-freeze':
        return this.#onMachine(input.node, () => {
          this.#kubelets.freeze(input.node, input.on);
        });
      case 'kubelet-service':
        return this.#onMachine(input.node, () => {
          if (input.on && this.runtime.isPowered(input.node)) this.#kubelets.start(input.node);
          else if (!input.on) this.#kubelets.stop(input.node);
        });
    }
  }

  #powerOnAll(): void {
    for (const node of this.runtime.machineNames()) this.#powerOn(node);
    this.#kubeadm.start();
    for (const load of this.#loads) this.#clients.set(load, 'preset');
  }

  /** The whole of it at one instant: what the program sees of the network as it is now. */
  #sendRequest({ node, ...asked }: SentRequest, actor: string): InputResult {
    if (node !== '' && !this.runtime.isPowered(node)) {
      return failed(badRequest(`the machine "${node}" does not run`));
    }
    const from = node === '' ? { kind: 'outside' as const, address: OUTSIDE } : { kind: 'node' as const, node };
    const order = { ...asked, client: actor, from, keepsAnswer: true };
    const { finished, response, connection, cause } = requestAtOnce(this.kernel, this.network, order);
    this.kernel.record(`client/${actor}`, { type: 'request-finished', ...finished }, cause || this.kernel.cause);
    return { ok: true, sent: { finished, response, ...(connection && { connection }) } };
  }

  #killContainer(input: EngineInput & { type: 'kill-container' }): InputResult {
    if (this.runtime.killContainer(input.namespace, input.pod, input.container)) return { ok: true };
    const what = `no running container "${input.container}" in pod "${input.namespace}/${input.pod}"`;
    return failed(badRequest(what));
  }

  #moveFile({ node, from, to }: EngineInput & { type: 'move-file' }): InputResult {
    if (this.runtime.machineIp(node) === undefined) return noMachine(node);
    if (this.runtime.moveFile(node, from, to)) return { ok: true };
    return failed(badRequest(`there is no file "${from}" on machine "${node}"`));
  }

  #setLink({ node, peer, link }: EngineInput & { type: 'set-link' }): InputResult {
    const unknown = [node, ...(peer === undefined ? [] : [peer])].find((each) => !this.runtime.machineIp(each));
    if (unknown !== undefined) return noMachine(unknown);
    this.#cables.set({ node, peer }, link);
    return { ok: true };
  }

  #onMachine(node: string, act: () => void): InputResult {
    if (this.runtime.machineIp(node) === undefined) return noMachine(node);
    act();
    return { ok: true };
  }

  #powerOn(node: string, emptied = false): void {
    if (this.runtime.isPowered(node)) return;
    const seq = this.kernel.record(node, { type: 'node-powered', node, on: true });
    this.kernel.because(seq, () => {
      this.runtime.powerOn(node, emptied);
      this.#kubelets.start(node);
    });
  }

  #powerOff(node: string): void {
    if (!this.runtime.isPowered(node)) return;
    const seq = this.kernel.record(node, { type: 'node-powered', node, on: false });
    this.kernel.because(seq, () => {
      this.#kubelets.stop(node);
      this.runtime.powerOff(node);
      this.network.forget(node);
    });
  }

  /** What the parts of the cluster are made with. */
  get #parts() {
    const { kernel, server, network } = this;
    return { kernel, server, network };
  }

  #actorsOn(node: string): readonly string[] {
    return [...this.#kubelets.actorsOn(node), ...this.components.actorsOn(node)];
  }

  #restoreActors(saved: SavedCluster): void {
    this.components.restore(saved.components);
    this.#kubelets.restore(saved.kubelets);
    this.#clients.restore(saved.clients);
  }
}

function noMachine(node: string): InputResult {
  return failed(badRequest(`there is no machine "${node}"`));
}
