import type { MenuItem } from '../../components/menu-item.ts';
import { t } from '../../i18n/language.svelte.ts';
import type { EntityRef } from '../../scene/entity.ts';
import type { Stores } from '../../stores/stores.ts';
import { askToKillPod, killContainer, powerNode } from '../shell/actions.ts';

/** What can be done with a thing of the stage. What changes the cluster needs the present. */
export function menuFor(stores: Stores, entity: EntityRef, zoom: () => void): readonly MenuItem[] {
  return [
    { label: t('menu.inspect'), run: () => stores.selection.inspect(entity) },
    { label: t('menu.zoom'), run: zoom },
    ...podItems(stores, entity),
    ...nodeItems(stores, entity),
  ];
}

function podItems(stores: Stores, { kind, key }: EntityRef): readonly MenuItem[] {
  const pod = kind === 'pod' ? stores.cluster.state.pods.get(key) : undefined;
  if (!pod) return [];
  const disabled = !stores.clock.live;
  const running = pod.containers.filter(({ state }) => state === 'running');
  const run = { label: t('menu.run'), disabled, run: () => stores.selection.inspect({ kind, key }, 'run') };
  return [
    ...(running.length > 0 ? [run] : []),
    ...running.map((container) => ({
      label: t('menu.kill-container', { name: container.name }),
      disabled,
      run: () => killContainer(stores, pod, container),
    })),
    { label: t('menu.kill-pod'), danger: true, disabled, run: () => askToKillPod(stores, pod) },
  ];
}

function nodeItems(stores: Stores, { kind, key }: EntityRef): readonly MenuItem[] {
  const node = kind === 'node' ? stores.cluster.state.nodes.get(key) : undefined;
  if (!node) return [];
  return [
    { label: t('menu.rules'), run: () => stores.selection.inspect({ kind: 'node', key }, 'rules') },
    {
      label: t(node.powered ? 'menu.power-off' : 'menu.power-on'),
      danger: node.powered,
      disabled: !stores.clock.live,
      run: () => powerNode(stores, node.name, !node.powered),
    },
  ];
}
