// Models pkg/controller/ttl/ttl_controller.go (v1.35): tells kubelets by an annotation of their node how long they may keep
// Secrets and ConfigMaps: the longer, the larger the cluster is.
import type { Node } from '../../api/generated/types.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done, unlessGone } from '../controller.ts';

const name = 'ttl-controller';
const ANNOTATION = 'node.alpha.kubernetes.io/ttl';

interface Size {
  /** With fewer nodes the step before holds again. */
  readonly least: number;
  /** With more nodes the next step holds. */
  readonly most: number;
  readonly seconds: number;
}

const sizes: readonly Size[] = [
  { least: 0, most: 100, seconds: 0 },
  { least: 90, most: 500, seconds: 15 },
  { least: 450, most: 1000, seconds: 30 },
  { least: 900, most: 2000, seconds: 60 },
  { least: 1800, most: 10_000, seconds: 300 },
  { least: 9000, most: Infinity, seconds: 600 },
];

export const nodeTtlController: ControllerDefinition = {
  name,
  component: name,
  watches: ['nodes'],
  create(context, saved) {
    let step = (saved as number | undefined) ?? 0;
    return {
      // Nodes that change no more are told of a new step with their next change, as the real one does.
      watches: { nodes: ({ type, object }) => (type === 'deleted' ? [] : [object.metadata?.name ?? '']) },
      reconcile: (key) => {
        step = stepFor(step, context.caches.of('nodes').size);
        return annotate(context, key, sizes[step]?.seconds ?? 0);
      },
      save: () => step,
    };
  },
};

function stepFor(step: number, nodes: number): number {
  const { least, most } = sizes[step] ?? { least: 0, most: Infinity };
  return nodes > most ? step + 1 : nodes < least ? step - 1 : step;
}

function annotate({ caches, server }: ControllerContext, key: string, seconds: number): Outcome {
  const node = caches.of('nodes').byKey(key);
  if (!node || node.metadata?.annotations?.[ANNOTATION] === `${seconds}`) return done;
  const result = server.update('nodes', annotated(node, seconds), { actor: name });
  return unlessGone(result);
}

function annotated(node: Node, seconds: number): Node {
  const annotations = { ...node.metadata?.annotations, [ANNOTATION]: `${seconds}` };
  return { ...node, metadata: { ...node.metadata, annotations } };
}
