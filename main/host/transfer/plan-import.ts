// What becomes of a dump: which of its objects come into the new session and in which words, which stay out and why, and
// what has to be added. Nothing is done yet.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { type Outcome, succeed } from '../../../preload/contract/problems.ts';
import type { ImportChoices, ImportPreview, LeftOutReason } from '../../../preload/contract/transfer.ts';
import type { ServedKind } from '../../engine/api/kind-versions.ts';
import type { Preset } from '../../engine/preset.ts';
import { Anonymiser } from './anonymise/anonymiser.ts';
import { inDependencyOrder } from './dependency-order.ts';
import { isDerived, isMadeByOwner, servicesIn } from './derived-objects.ts';
import { type NodeChange, nodeChanges, withMachines } from './dump-machines.ts';
import { identityOf } from './identity.ts';
import { adapt } from './imported-object.ts';
import { isCustom, kindsFor } from './kind-at-hand.ts';
import { previewOf } from './preview.ts';
import type { ReadDump, SourcedObject } from './read-dump.ts';
import { secretStandIn, standIns } from './stand-ins.ts';
import { isSystemPart } from './system-parts.ts';

export interface ImportPlan {
  /** The cluster to begin with: `preset` with the machines of the dump. */
  readonly preset: Preset;
  readonly nodeChanges: readonly NodeChange[];
  /** In an order in which they can be made. As they are to be, statuses with them where they are kept. */
  readonly objects: readonly SourcedObject[];
  readonly preview: ImportPreview;
}

export interface LeftOutObject {
  readonly reason: LeftOutReason;
  readonly object: KubeObject;
}

/** Fails when the machines of the dump cannot be those of a cluster. */
export function planImport({ objects, files }: ReadDump, choices: ImportChoices, preset: Preset): Outcome<ImportPlan> {
  const all = withoutRepetitions(objects);
  const sorted = sortOut(
    all.map(({ object }) => object),
    choices,
  );
  const anonymiser = choices.anonymise
    ? new Anonymiser([...sorted.taken, ...sorted.nodes, ...sorted.secrets])
    : undefined;
  const nodes = anonymiser ? sorted.nodes.map((node) => anonymiser.rename(node)) : sorted.nodes;
  const machines = withMachines(preset, nodes);
  if (!machines.ok) return machines;
  const where = new Map(all.map((one) => [one.object, one.where]));
  const named = sorted.taken.map((object) => ({
    object: anonymiser ? anonymiser.rename(object) : object,
    where: where.get(object) ?? '',
  }));
  const around = { choices, preset: machines.value, among: new Set(named.map(({ object }) => identityOf(object))) };
  const taken = named.map((one) => ({ ...one, object: adapt(one.object, around) }));
  const secrets = anonymiser ? sorted.secrets.map((secret) => anonymiser.rename(secret)) : sorted.secrets;
  const added = standIns(
    taken.map(({ object }) => object),
    secrets,
  );
  const planned = [...taken, ...added.map((object) => ({ object, where: 'what the dump needs' }))];
  const inOrder = inDependencyOrder(planned.map(({ object }) => object));
  const sources = new Map(planned.map((one) => [one.object, one]));
  return succeed({
    preset: machines.value,
    nodeChanges: nodeChanges(nodes),
    objects: inOrder.flatMap((object) => sources.get(object) ?? []),
    preview: previewOf({ files, taken, added, leftOut: sorted.leftOut, machines: machines.value.nodes }),
  });
}

/** Of an object that stands there several times, the last. */
function withoutRepetitions(objects: readonly SourcedObject[]): readonly SourcedObject[] {
  return [...new Map(objects.map((one) => [identityOf(one.object), one])).values()];
}

interface Sorted {
  readonly taken: readonly KubeObject[];
  readonly nodes: readonly KubeObject[];
  readonly leftOut: readonly LeftOutObject[];
  /** Those left out, whose keys others need. */
  readonly secrets: readonly KubeObject[];
}

function sortOut(objects: readonly KubeObject[], choices: ImportChoices): Sorted {
  const judge = judgeOf(objects, choices);
  const taken: KubeObject[] = [];
  const leftOut: LeftOutObject[] = [];
  const nodes = objects.filter(isNode);
  for (const object of objects) {
    if (isNode(object)) continue;
    const reason = judge(object);
    if (reason === undefined)
      taken.push(choices.anonymise && object.kind === 'Secret' ? secretStandIn(object) : object);
    else leftOut.push({ reason, object });
  }
  const secrets = leftOut.flatMap(({ reason, object }) => (reason === 'secret' ? [object] : []));
  return { taken, nodes, leftOut, secrets };
}

const isNode = ({ kind, apiVersion }: KubeObject): boolean => kind === 'Node' && apiVersion === 'v1';

/** Says why an object stays out; undefined when it does not. */
function judgeOf(
  objects: readonly KubeObject[],
  choices: ImportChoices,
): (object: KubeObject) => LeftOutReason | undefined {
  const kindOf = kindsFor(objects);
  const services = servicesIn(objects);
  const uids = new Set(objects.map(({ metadata }) => metadata?.uid ?? ''));
  // Who keeps what is there keeps what controllers have made, too, except mirrors of files on machines.
  const owners = choices.status === 'simulate' ? uids : new Set<string>();
  return (object) => {
    const kind = kindOf(object);
    if (object.metadata?.deletionTimestamp !== undefined) return 'going';
    if (isSystemPart(object)) return 'system';
    if (!kind) return 'unknown-kind';
    if (isDerived(object, services)) return 'derived';
    if (isMadeByOwner(object, (uid) => owners.has(uid))) return 'owned';
    if (object.kind === 'Secret' && !choices.secrets) return 'secret';
    return isPrivate(kind, choices) ? 'private' : undefined;
  };
}

/** In a custom resource nobody can tell what is a name, and its definition tells whose it is. */
const isPrivate = (kind: ServedKind, { anonymise }: ImportChoices): boolean =>
  anonymise && (isCustom(kind) || kind.kind.kind === 'CustomResourceDefinition');
