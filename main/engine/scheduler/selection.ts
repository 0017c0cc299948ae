// Models schedulePod in pkg/scheduler/schedule_one.go (v1.35): all nodes are filtered, all that remain are scored, and
// of the best one is drawn.
import type { Labels } from '../api/selectors.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { ClusterView } from './cluster-view.ts';
import { Judge, type Judgements, failureOf } from './judgements.ts';
import { namedNodes, namesClash, notNamed } from './named-nodes.ts';
import type { NodeInfo } from './node-info.ts';
import type { Failure, NodeTest } from './plugin.ts';
import { InterPodAffinity } from './plugins/inter-pod-affinity.ts';
import { PodTopologySpread } from './plugins/pod-topology-spread.ts';
import { type Blocked, VolumeBinding } from './plugins/volume-binding.ts';
import type { PodInfo } from './pod-info.ts';
import { type NodeScore, Scoreboard } from './scoreboard.ts';
import { SelectorCounts } from './selector-counts.ts';
import { type Selectors, spreadingOf } from './spread-constraints.ts';
import type { VolumeLister } from './volume-lister.ts';

/** What was found out about a Pod and the nodes; `node` is undefined when it fits nowhere. */
export interface Selection {
  readonly node: NodeInfo | undefined;
  readonly failures: readonly (readonly [node: string, failure: Failure])[];
  readonly scores: readonly NodeScore[];
  /** Set when no node was looked at, because none could do. */
  readonly blocked?: Blocked | undefined;
  /** Set for Pods with claims. */
  readonly volumes?: VolumeBinding | undefined;
}

/** What plugins may ask about the rest of the cluster. */
export interface Surroundings extends Selectors, VolumeLister {
  namespaceLabels(name: string): Labels;
}

/** Above so many nodes a selection tells only of the chosen one. */
const TOLD_MAX = 50;

/** The plugins that look at the whole cluster, for one Pod. */
interface Wide {
  readonly test: NodeTest | undefined;
  readonly spread: PodTopologySpread;
  readonly affinity: InterPodAffinity;
  readonly volumes: VolumeBinding | undefined;
}

export class Selector {
  readonly counts = new SelectorCounts();
  readonly #view: ClusterView;
  readonly #judge: Judge;
  readonly #random: RandomStream;
  readonly #surroundings: Surroundings;
  readonly #scores: Scoreboard;

  constructor(view: ClusterView, random: RandomStream, surroundings: Surroundings) {
    this.#view = view;
    this.#judge = new Judge(view);
    this.#scores = new Scoreboard(view);
    this.#random = random;
    this.#surroundings = surroundings;
  }

  /** Finds a node; `nominated` is taken before all others if it will do. */
  select(pod: PodInfo, nominated?: string): Selection {
    this.#scores.fit();
    const wide = this.#look(pod);
    const { test, volumes } = wide;
    const named = namedNodes(pod);
    const blocked = named?.size === 0 ? namesClash : volumes?.blocked;
    if (blocked) return { node: undefined, failures: [], scores: [], blocked };
    const [only] = named?.size === 1 ? named : [];
    if (only !== undefined) return { ...this.#selectOnly(pod, only, test), volumes };
    const judgements = this.#judge.judge(pod);
    const count = this.#gather(judgements, test, nominated);
    if (count === 0) return { node: undefined, failures: this.#failures(judgements, test, named), scores: [], volumes };
    this.#scores.add(judgements, wide, count);
    const index = this.#scores.draw(count, this.#random);
    const told = this.#isTold ? [...this.#scores.candidates.subarray(0, count)] : [index];
    const scores = this.#scores.tell(pod, judgements, told);
    return {
      node: this.#view.nodes[index],
      failures: this.#isTold ? this.#failures(judgements, test, named) : [],
      scores,
      volumes,
    };
  }

  /** What speaks against one node as things are now. */
  failureOn(pod: PodInfo, node: NodeInfo): Failure | undefined {
    return failureOf(pod, node) ?? this.#look(pod).test?.(node);
  }

  get #isTold(): boolean {
    return this.#view.nodes.length <= TOLD_MAX;
  }

  #look(pod: PodInfo): Wide {
    const spread = new PodTopologySpread(pod, this.#view, spreadingOf(pod, this.#surroundings), this.counts);
    const labelsOf = (namespace: string) => this.#surroundings.namespaceLabels(namespace);
    const affinity = new InterPodAffinity(pod, this.#view, labelsOf);
    const volumes = pod.claims.length > 0 ? new VolumeBinding(pod, this.#view, this.#surroundings) : undefined;
    return { test: allOf([volumes?.filter(), spread.filter(), affinity.filter()]), spread, affinity, volumes };
  }

  /** A Pod that names its node: of the others nothing is found out. */
  #selectOnly(pod: PodInfo, name: string, test: NodeTest | undefined): Selection {
    const node = this.#view.node(name);
    const failure = node ? (failureOf(pod, node) ?? test?.(node)) : notNamed;
    if (node && !failure) return { node, failures: [], scores: [{ node: name, score: 0, parts: [] }] };
    const failureOn = (own: string) => (own === name && failure) || notNamed;
    return { node: undefined, failures: this.#view.nodes.map((own) => [own.name, failureOn(own.name)]), scores: [] };
  }

  /** Lists the indexes of the nodes that nobody objects to, and answers how many they are. */
  #gather({ failures }: Judgements, test: NodeTest | undefined, nominated: string | undefined): number {
    const { candidates } = this.#scores;
    let count = 0;
    for (let i = 0; i < failures.length; i++) {
      if (failures[i] || (test && this.#isRefused(i, test))) continue;
      candidates[count++] = i;
    }
    const index = nominated === undefined ? undefined : this.#view.node(nominated)?.index;
    if (index === undefined || !candidates.subarray(0, count).includes(index)) return count;
    candidates[0] = index;
    return 1;
  }

  #isRefused(index: number, test: NodeTest): boolean {
    const node = this.#view.nodes[index];
    return node === undefined || test(node) !== undefined;
  }

  #failures(
    { failures }: Judgements,
    test: NodeTest | undefined,
    named: ReadonlySet<string> | undefined,
  ): (readonly [string, Failure])[] {
    return this.#view.nodes.flatMap((node) => {
      const isAsked = named?.has(node.name) ?? true;
      const failure = isAsked ? (failures[node.index] ?? test?.(node)) : notNamed;
      return failure ? [[node.name, failure] as const] : [];
    });
  }
}

/** The first objection of several tests; undefined when there is nothing to test. */
function allOf(tests: readonly (NodeTest | undefined)[]): NodeTest | undefined {
  const present = tests.filter((test) => test !== undefined);
  if (present.length <= 1) return present[0];
  return (node) => {
    for (const test of present) {
      const failure = test(node);
      if (failure) return failure;
    }
    return undefined;
  };
}
