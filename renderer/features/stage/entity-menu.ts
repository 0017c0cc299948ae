import type { MenuItem } from '../../components/menu-item.ts';
import { t } from '../../i18n/language.svelte.ts';
import type { EntityRef } from '../../scene/entity.ts';
import type { Stores } from '../../stores/stores.ts';
import { shellsIn } from '../terminal/places-to-open.ts';
import { askToKillPod, cableNode, editLink, fillDisk, killContainer, powerNode, runKubelet } from '../shell/actions.ts';

type Breaking = 'cut-network' | 'fill-disk' | 'stop-kubelet' | 'power-off';
type Mending = 'join-network' | 'free-disk' | 'start-kubelet' | 'power-on';

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
    ...shellsIn(pod).map((place) => ({
      label: running.length === 1 ? t('menu.shell') : t('menu.shell-in', { name: place.container }),
      disabled,
      run: () => void stores.terminals.open(place),
    })),
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
  const { name, powered, kubeletUp, cable, diskFilled } = node;
  const disabled = !stores.clock.live;
  const shell = {
    label: t('menu.shell'),
    disabled,
    run: () => void stores.terminals.open({ kind: 'node', node: name }),
  };
  const item = (isWell: boolean, breaks: Breaking, mends: Mending, run: () => void): MenuItem => ({
    label: t(isWell ? `menu.${breaks}` : `menu.${mends}`),
    danger: isWell,
    disabled,
    run,
  });
  return [
    ...(powered ? [shell] : []),
    { label: t('menu.rules'), run: () => stores.selection.showRules(key) },
    { label: t('menu.link'), disabled, run: () => editLink(stores, name) },
    item(cable.up, 'cut-network', 'join-network', () => cableNode(stores, node, !cable.up)),
    item(diskFilled === 0, 'fill-disk', 'free-disk', () => fillDisk(stores, name, diskFilled === 0)),
    ...(powered ? [item(kubeletUp, 'stop-kubelet', 'start-kubelet', () => runKubelet(stores, name, !kubeletUp))] : []),
    item(powered, 'power-off', 'power-on', () => powerNode(stores, name, !powered)),
  ];
}
