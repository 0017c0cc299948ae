// All names of a cluster, and others for them. One name has one alias, whatever it names, so that references hold.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { isJsonObject } from '../../../engine/kernel/json.ts';
import { controllerOf } from '../identity.ts';
import { mapAt, mapsAt, textAt } from '../json-draft.ts';
import { podSpecOf } from '../pod-specs.ts';
import { isSystemNamespace } from '../system-parts.ts';
import { Aliases } from './aliases.ts';

/** Names that mean the same in every cluster. */
const KEPT = /^(?:default|kubernetes|localhost|system[:-].*|kube-.*|cluster-admin|admin|edit|view)$/;

export class Names {
  readonly #namespaces = new Aliases((number) => `team-${String(number)}`);
  readonly #nodes = new Aliases((number) => `node-${String(number)}`);
  readonly #others = new Aliases((number) => `app-${String(number)}`);

  constructor(objects: readonly KubeObject[]) {
    for (const { kind, metadata } of objects) {
      if (metadata?.namespace !== undefined) this.namespace(metadata.namespace);
      if (kind === 'Namespace') this.namespace(metadata?.name ?? '');
      if (kind === 'Node') this.node(metadata?.name ?? '');
    }
    for (const object of objects) this.#collect(object);
    // What is named for another keeps its likeness: Pods for their ReplicaSet, claims for their StatefulSet.
    for (const object of objects) if (object.kind === 'StatefulSet') this.#nameClaims(object, objects);
  }

  namespace(name: string): string {
    return name === '' || name === 'default' || isSystemNamespace(name) ? name : this.#namespaces.of(name);
  }

  node(name: string): string {
    return name === '' ? name : this.#nodes.of(name);
  }

  /** The alias of a name that certainly is one. */
  of(name: string): string {
    return name === '' || KEPT.test(name) ? name : this.#others.of(name);
  }

  /** The alias of a word if it is somebody's name. */
  ifKnown(word: string): string {
    if (this.#others.has(word)) return this.#others.of(word);
    if (this.#namespaces.has(word)) return this.#namespaces.of(word);
    return this.#nodes.has(word) ? this.#nodes.of(word) : word;
  }

  isName(word: string): boolean {
    return this.#others.has(word);
  }

  isNamespace(word: string): boolean {
    return word === 'default' || this.#namespaces.has(word);
  }

  #collect(object: KubeObject): void {
    const { kind, metadata } = object;
    const { name = '' } = metadata ?? {};
    if (kind === 'Namespace' || kind === 'Node') return;
    const owner = controllerOf(object)?.name;
    if (owner !== undefined && name.startsWith(`${owner}-`)) this.#nameFor(owner, name);
    else this.of(name);
    const spec = podSpecOf(object) ?? {};
    const lists = ['initContainers', 'containers', 'ephemeralContainers', 'volumes'];
    for (const list of lists) for (const item of mapsAt(spec, list)) this.of(textAt(item, 'name'));
  }

  /** The owner's alias with the rest of the name, which is a number or a hash. */
  #nameFor(owner: string, name: string): void {
    if (!this.#others.has(owner)) {
      const [, root] = /^(.+)-[a-z0-9]{5,10}$/.exec(owner) ?? [];
      if (root !== undefined && this.#others.has(root)) this.#nameFor(root, owner);
    }
    this.#others.set(name, this.of(owner) + name.slice(owner.length));
  }

  #nameClaims(set: KubeObject, objects: readonly KubeObject[]): void {
    const { namespace, name = '' } = set.metadata ?? {};
    const templates = isJsonObject(set) ? mapsAt(mapAt(set, 'spec'), 'volumeClaimTemplates') : [];
    for (const template of templates) {
      const title = textAt(mapAt(template, 'metadata'), 'name');
      const prefix = `${title}-${name}-`;
      for (const { kind, metadata } of objects) {
        const isIts = kind === 'PersistentVolumeClaim' && metadata?.namespace === namespace;
        if (!isIts || metadata?.name?.startsWith(prefix) !== true) continue;
        this.#others.set(metadata.name, `${this.of(title)}-${this.of(name)}-${metadata.name.slice(prefix.length)}`);
      }
    }
  }
}
